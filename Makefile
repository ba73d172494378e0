# Two commands matter: `make serve` opens the page, `make test` runs every test.
# Each target makes what it needs first: a virtual environment of its own, the packages, a browser.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DATA ?= $(CURDIR)/.data
export RIGHTS_ASSISTANT_DATA ?= $(DATA)

.PHONY: help install install-dev serve test lint format eval index docs screenshot wheel clean

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.installed: pyproject.toml constraints.txt tools/install
	PYTHON="$(PYTHON)" sh tools/install "$(VENV)"
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

install: $(VENV)/.installed  ## the packages, in .venv
install-dev: $(VENV)/.installed-dev

serve: install  ## the page, at http://127.0.0.1:7860
	$(BIN)/rights-assistant serve

index: install  ## the index of the notes
	$(BIN)/rights-assistant index

eval: install  ## the fixed questions: run, figures, report, gate
	$(BIN)/rights-assistant eval run --again
	$(BIN)/rights-assistant eval score
	$(BIN)/rights-assistant eval report
	$(BIN)/rights-assistant eval gate

lint: install-dev  ## style, types, and which room may import which
	$(BIN)/ruff check src tests tools
	$(BIN)/ruff format --check src tests tools
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/rights-assistant knowledge check
	$(BIN)/python tools/references.py --check

format: install-dev  ## put the code in shape
	$(BIN)/ruff check --fix src tests tools
	$(BIN)/ruff format src tests tools

test: lint  ## every check and every test, with a real browser
	CHROMIUM="$$($(BIN)/python tools/browser.py)" $(BIN)/python -m pytest

docs: install-dev  ## the references that are generated from the code
	$(BIN)/python tools/references.py

wheel: install-dev  ## the package to install elsewhere
	$(BIN)/python -m build --wheel

clean:  ## remove what was made
	rm -rf $(VENV) $(DATA) dist build
