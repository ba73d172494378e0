import sys
from pathlib import Path
from rights_assistant.knowledge import examine
lib, faults = examine(Path(sys.argv[1] if len(sys.argv) > 1 else "knowledge"))
for f in faults: print(f)
print(len(faults), "faults,", len(lib.documents), "documents")
