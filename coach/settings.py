"""One typed settings object and the one place for paths.

Contract: every setting can be given as an environment variable ``COACH_<NAME>``; nothing else in
the code reads the environment. Paths are made absolute but not created here, except through
``Settings.data_folder``. Knows nothing about what is stored where inside the data folder beyond
the names of its parts.
"""

from functools import lru_cache
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from coach.errors import DataFolderUnusable

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """All settings, with their defaults."""

    model_config = SettingsConfigDict(env_prefix="COACH_", extra="ignore")

    host: str = Field("127.0.0.1", description="address to listen on; loopback unless you know why")
    port: int = Field(7860, ge=1, le=65535, description="first port to try")
    data: Path = Field(
        default_factory=lambda: user_data_path("kier", appauthor=False),
        description="folder for index and caches",
    )
    content: Path = Field(ROOT / "knowledge", description="folder with the content files")
    prompts: Path = Field(ROOT / "prompts" / "nl", description="folder with the prompts")
    encoder: Path | None = Field(None, description="folder of another sentence-transformers model")
    browser: bool = Field(True, description="open the page when a browser can be opened")
    max_characters: int = Field(8000, ge=100, description="longest message that is read")
    model: Path | None = Field(None, description="model file to load at start (GGUF)")
    model_context: int = Field(8192, ge=512, description="tokens that fit in one conversation")
    model_threads: int = Field(0, ge=0, description="threads for the model; 0 = physical cores")
    model_cache_mb: int = Field(
        1024, ge=0, description="memory for what was read of other conversations, in MB"
    )
    server: str = Field("", description="address of a model server in the house (…/v1)")
    server_model: str = Field("", description="name of the model on that server; empty = first")
    server_key: SecretStr = Field(SecretStr(""), description="key of that server, when it has one")
    server_allowed: tuple[str, ...] = Field(
        (), description="host names outside the own network that an administrator allows"
    )
    keep_days: int = Field(
        30, ge=0, le=3650, description="days that kept items stay in the vault; 0 = never kept"
    )
    lock_minutes: int = Field(
        15, ge=1, le=720, description="minutes without use after which the vault locks"
    )
    log: bool = Field(False, description="keep a log of time, mode, versions, level and ids")
    password_hash: str = Field(
        "", description="hash of the password of this Kier ('coach password'); empty = no password"
    )
    threads: int = Field(0, ge=0, description="threads for the encoder; 0 = let Kier choose")

    @property
    def data_folder(self) -> Path:
        """The data folder, made if needed, readable by its owner only.

        Raises DataFolderUnusable when it cannot be made.
        """
        folder = self.data.expanduser().resolve()
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if folder.stat().st_mode & 0o077:
                folder.chmod(0o700)
        except OSError as error:
            raise DataFolderUnusable(folder=folder) from error
        return folder


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
