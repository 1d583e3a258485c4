"""Settings: arguments before the environment before `newsx.toml` before defaults."""

import pickle
from pathlib import Path

import pytest
from pydantic import ValidationError

from newsx import ConfigurationError, Settings


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_arguments_go_before_the_environment_before_the_file(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    (folder / "newsx.toml").write_text('retries = 1\ntimeout_s = 1\nmodel = "fast"\n')
    monkeypatch.setenv("NEWSX_RETRIES", "2")
    monkeypatch.setenv("newsx_timeout_s", "2")
    monkeypatch.setenv("NEWSX_DATA", "no setting")
    settings = Settings(retries=3)
    assert (settings.retries, settings.timeout_s, settings.model) == (3, 2.0, "fast")
    assert settings.cache_dir == Path("~/.cache/newsx")
    assert settings.model_fields_set == {"retries", "timeout_s", "model"}


@pytest.mark.parametrize(
    ("text", "value"), [("true", "True"), ("0", "False"), ("no", "False"), ("maybe", None)]
)
def test_what_the_environment_says_is_text(
    monkeypatch: pytest.MonkeyPatch, text: str, value: str | None
) -> None:
    monkeypatch.setenv("NEWSX_CACHE", text)
    if value is None:
        with pytest.raises(ValidationError, match="cache"):
            Settings()
    else:
        assert str(Settings().cache) == value


def test_an_unknown_setting_is_refused(folder: Path) -> None:
    (folder / "newsx.toml").write_text("colour = 3\n")
    with pytest.raises(ValidationError, match="colour"):
        Settings()


@pytest.mark.parametrize("content", [b"= 3", b"model = '\xff'"])
def test_a_file_that_is_no_toml_is_said_to_be_none(folder: Path, content: bytes) -> None:
    (folder / "newsx.toml").write_bytes(content)
    with pytest.raises(ConfigurationError, match="no TOML"):
        Settings()


def test_a_file_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "newsx.toml").mkdir()
    with pytest.raises(ConfigurationError, match=r"newsx\.toml .* cannot be read"):
        Settings()


def test_settings_travel_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = pickle.dumps(Settings(retries=4))
    monkeypatch.setenv("NEWSX_RETRIES", "9")
    assert pickle.loads(sent).retries == 4
    assert hash(pickle.loads(sent)) == hash(Settings(retries=4))
    with pytest.raises(ValidationError):
        Settings().retries = 3  # type: ignore[misc]  # what is tested
