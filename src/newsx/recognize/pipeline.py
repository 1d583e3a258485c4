"""Load the spaCy pipeline, and run it over an article."""

import hashlib
import logging
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

# An editable install knows the entry points of the day it was made: this one is needed to load.
import newsx.recognize.factories
import newsx.recognize.tokenizing  # noqa: F401
from newsx.errors import ConfigurationError, NewsxError, RecognizeError
from newsx.schema import Article
from newsx.settings import Settings

logger = logging.getLogger(__name__)

# Spaces of other widths become a plain space, one for one, so that offsets hold.
_PLAIN_SPACES: Final = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f", " "))

# Press releases write `PARIS--(BUSINESS WIRE)--Acme`: three words that no tokenizer parts.
_GLUED: Final = re.compile(r"(?<=[\w.])--(?=\()|(?<=\))--(?=\w)")

# What every pipeline gets, whoever trained it, in this order.
_COMPONENTS: Final = ("newsx_gazetteer", "newsx_figures", "newsx_periods", "newsx_claims")

# The names of what ships, and the graph of the encoder that each runs.
_SHIPPED: Final = {"default": "full", "fast": "fast"}

_CHECKOUT: Final = Path(__file__).parents[3] / "models" / "en_newsx"


def load(settings: Settings) -> Language:
    """Return the pipeline that `settings.model` names, with newsx's own components added.

    Raises:
        ConfigurationError: No such pipeline is installed, or its labels are not known.
    """
    nlp = _base(settings.model)
    if not {"parser", "senter", "sentencizer", "newsx_sentences"} & _roles(nlp):
        nlp.add_pipe("newsx_sentences", first=True)
    if settings.model not in {*_SHIPPED, "blank"}:
        nlp.add_pipe("newsx_labels")
    if settings.kb is not None and "newsx_gazetteer" not in nlp.pipe_names:
        nlp.add_pipe("newsx_gazetteer", config={"kb": str(settings.kb)})
    for name in _COMPONENTS:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    return nlp


def plain(text: str) -> str:
    """Return a text as the components read it, offset for offset: with spaces of one width."""
    return _GLUED.sub("  ", text.translate(_PLAIN_SPACES))


def recognize(article: Article, nlp: Language) -> Doc:
    """Return the doc of `article.text`, offset for offset, with every span found.

    Raises:
        RecognizeError: A component failed on this text.
    """
    text = plain(article.text)
    nlp.max_length = max(nlp.max_length, len(text) + 1)
    try:
        return nlp(text)
    except NewsxError:
        raise
    except Exception as error:
        msg = f"the pipeline failed on {article.source_ref or article.article_id!r}: {error!r}"
        raise RecognizeError(msg) from error


def model_name(nlp: Language) -> str:
    """Return the name and version of a pipeline, `en_newsx-0.1.0`."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"


def model_sha256(settings: Settings) -> str | None:
    """Return the digest over all files of the pipeline, or None where it has none."""
    folder = model_folder(settings.model)
    if folder is None:
        return None
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()


def _roles(nlp: Language) -> set[str]:
    return {nlp.get_pipe_meta(name).factory for name in nlp.pipe_names} | {
        "parser" for name in nlp.pipe_names if "doc.sents" in nlp.get_pipe_meta(name).assigns
    }


def _base(model: str) -> Language:
    if model == "blank":
        nlp = spacy.blank("en")
        nlp.add_pipe("newsx_sentences")
        nlp.add_pipe("newsx_names")
        nlp.meta["name"], nlp.meta["version"] = "blank", spacy.about.__version__
        return nlp
    folder = model_folder(model)
    size = _SHIPPED.get(model, "full")
    config = {"components": {"newsx_encoder": {"size": size}}} if model in _SHIPPED else {}
    try:
        nlp = spacy.load(folder if folder is not None else model, config=config)
    except OSError as error:
        msg = (
            f"no spaCy pipeline {model!r} is installed; name one that is, give the path of a "
            "folder, or use 'default' or 'fast' (shipped with newsx) or 'blank' (rules alone)"
        )
        raise ConfigurationError(msg) from error
    nlp.meta["name"] = sized(nlp.meta["name"], model)
    return nlp


def sized(name: str, model: str) -> str:
    """Return the name of a pipeline with its size, where it has one beside the usual.

    >>> sized("newsx", "default"), sized("newsx", "fast"), sized("core_web_sm", "en_core_web_sm")
    ('newsx', 'newsx_fast', 'core_web_sm')
    """
    size = _SHIPPED.get(model, "full")
    return name if size == "full" else f"{name}_{size}"


def model_folder(model: str) -> Path | None:
    """Find the files of a pipeline: in the wheel, in a checkout, or where the path points."""
    candidates: Sequence[Path]
    if model in _SHIPPED:
        candidates = (Path(str(files("newsx") / "model")), _CHECKOUT)
    elif model == "blank":
        return None
    else:
        candidates = (Path(model),)
    return next((path for path in candidates if (path / "meta.json").is_file()), None)
