"""Which loader reads which format; a loader is imported when it is first used."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from types import MappingProxyType
from typing import Final, cast

from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.domain.official import Format, OfficialText, Publication

Loader = Callable[[bytes, Publication], OfficialText]


def _read(format: Format, data: bytes, publication: Publication) -> OfficialText:
    name = f"{__package__}.{format}"
    try:
        module = import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise refused(publication, f"is in the format {format}, which nothing here reads") from error
    return cast(Loader, module.load)(data, publication)


LOADERS: Final[Mapping[Format, Loader]] = MappingProxyType({format: partial(_read, format) for format in Format})
"""A loader for each format, whose module has the format's name."""
