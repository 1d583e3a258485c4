"""What spaCy imports and newsx has no use for, kept out of a process that is newsx's own.

Called before spaCy is first imported, by the command line and by the workers of a batch; never by
the library, whose process belongs to somebody else.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Final

# Pipelines that need no PyTorch.
_WITHOUT_TORCH: Final = frozenset({"default", "fast", "blank"})
_PACKAGE: Final = "spacy.cli"
_TAKEN_FROM: Final = "spacy.cli.info"


class _OnDemand(ModuleType):
    """A module of spaCy's command line that is imported when something of it is first used."""

    def __getattr__(self, name: str) -> object:
        # The import system asks every module whether it is a package; `spacy.cli` alone is.
        if name.startswith("__") and (self.__name__, name) != (_PACKAGE, "__path__"):
            raise AttributeError(name)
        return getattr(_imported(self.__name__), name)


def _imported(name: str) -> ModuleType:
    """Return a module of spaCy's command line itself."""
    for own in (_PACKAGE, _TAKEN_FROM):
        if isinstance(sys.modules.get(own), _OnDemand):
            del sys.modules[own]
    return import_module(name)


def spare_imports(model: str) -> None:
    """Let `import spacy` pass over its command line, and over PyTorch where the model needs none.

    spaCy imports `spacy.cli`, and with it weasel, requests and rich: a quarter of the time its
    import takes. It imports PyTorch wherever that is installed: 180 MB and two seconds.

    Args:
        model: What `Settings.model` names.
    """
    if "spacy" in sys.modules:
        return
    if model in _WITHOUT_TORCH:
        sys.modules.setdefault("torch", None)  # type: ignore[arg-type]  # how Python is told: there is none
    taken = sys.modules[_TAKEN_FROM] = _OnDemand(_TAKEN_FROM)
    sys.modules[_PACKAGE] = _OnDemand(_PACKAGE)

    def info(*args: object, **kwargs: object) -> object:
        return _imported(_TAKEN_FROM).info(*args, **kwargs)

    taken.__dict__["info"] = info
