"""A language model as a machine that suggests, at any address that speaks as OpenAI's does.

Nothing leaves this machine unless such an address is given. The codebook is the prompt, an article is a request, and
the answer is a list by number: no position is ever taken from a model, a speaker must stand in the article's text, and
whatever else an answer holds is dropped. Text from an article can make a model answer wrongly; it can do no more.
"""

import hashlib
import json
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypedDict
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from annotate._codebook import Codebook
from annotate._errors import AnnotateError
from annotate._json import JsonObject
from annotate._suggestions.machines.model_prompt import answer_schema, system_prompt, user_prompt

if TYPE_CHECKING:
    from annotate._project.project import Project

KEY = "ANNOTATE_MODEL_KEY"
"""The environment variable that holds a provider's key: it stands in no notebook, and in no log."""

MOST_PASSAGES = 80
"""Passages in one request; a longer article is asked about in parts."""

_LARGEST_ANSWER = 2_000_000
_LONGEST_WAIT = 60.0
_BRIEF = 300


class ModelError(AnnotateError):
    """A language model cannot be asked; the message says why, and what to do."""


class _Memory(Protocol):
    """Where answers are kept by text, prompt and model: asking again about the same text costs nothing."""

    def read(self, name: str) -> str:
        """Return what is kept under a name; empty where nothing is."""
        ...

    def write(self, name: str, value: str) -> None:
        """Keep a text under a name."""
        ...


class _OfThisRun(dict[str, str]):
    def read(self, name: str) -> str:
        return self.get(name, "")

    def write(self, name: str, value: str) -> None:
        self[name] = value


def ask_model(
    base_url: str,
    model: str,
    codebook: Codebook | None = None,
    *,
    project: "Project | None" = None,
    timeout: float = 60,
    tries: int = 4,
    per_minute: int = 60,
    most_requests: int | None = None,
) -> "AskedModel":
    """Return a suggester that asks a language model.

    Parameters
    ----------
    base_url : str
        An address that speaks as OpenAI's API does, such as ``"http://localhost:11434/v1"`` (Ollama), llama.cpp's or
        vLLM's server, or a provider's. A key is read from the environment variable ``ANNOTATE_MODEL_KEY``.
    model : str
        The model's name there.
    codebook : Codebook, optional
        Its labels, definitions and examples are the prompt; the shipped one where left out.
    project : Project, optional
        Keeps each answer by text, prompt and model; for this run only where left out.
    timeout : float
        Seconds for one answer.
    tries : int
        How often one article is asked about before it is given up.
    per_minute : int
        Requests a minute, at most.
    most_requests : int, optional
        Requests in all, at most; articles beyond it are listed in ``failures``.

    Returns
    -------
    AskedModel
        A callable for ``suggest(passages, suggester=…)`` and ``Tagger(…, suggester=…)``.

    Raises
    ------
    ModelError
        Where the address is none.

    Examples
    --------
    >>> ask_model("http://localhost:11434/v1", "llama3.1")
    <AskedModel llama3.1 at http://localhost:11434>
    """
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ModelError(f"{base_url!r} is no address of a model: give one such as 'http://localhost:11434/v1'.")
    if not model or per_minute < 1 or tries < 1:
        raise ModelError("Name a model, and allow at least one try and at least one request a minute.")
    limits = _Limits(timeout, tries, 60 / per_minute, most_requests)
    return AskedModel(
        base_url.rstrip("/"),
        model,
        codebook or Codebook.shipped(),
        _OfThisRun() if project is None else project._kept,
        limits,
    )


@dataclass
class _Limits:
    timeout: float
    tries: int
    pause: float
    most_requests: int | None
    asked: int = 0
    last: float = float("-inf")
    turn: threading.Lock = field(default_factory=threading.Lock)

    def wait(self) -> None:
        """Wait until another request may be made, on whichever thread; refuse where there may be none."""
        with self.turn:
            self._wait()

    def _wait(self) -> None:
        if self.most_requests is not None and self.asked >= self.most_requests:
            raise ModelError(f"The limit of {self.most_requests} requests is reached: raise most_requests to go on.")
        time.sleep(max(0.0, self.last + self.pause - time.monotonic()))
        self.asked, self.last = self.asked + 1, time.monotonic()


class Answer(TypedDict):
    """What a model says of a passage; all is empty where it says nothing that may be shown."""

    label: str
    speaker: str
    speaker_kind: str
    score: float
    reason: str


class AskedModel:
    """A language model that suggests: see `ask_model`.

    Attributes
    ----------
    name : str
        The machine, as a suggestion's reason names it.
    address : str
        Where texts are sent, without a key: what the page shows while it is so.
    """

    def __init__(self, base_url: str, model: str, codebook: Codebook, memory: _Memory, limits: _Limits) -> None:
        parts = urlsplit(base_url)
        self.name = model
        self.address = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
        self._url = f"{base_url}/chat/completions"
        self._codebook = codebook
        self._memory = memory
        self._limits = limits
        self._prompt = system_prompt(codebook)
        self._failures: list[tuple[str, str]] = []

    def __repr__(self) -> str:
        return f"<AskedModel {self.name} at {self.address}>"

    @property
    def failures(self) -> pd.DataFrame:
        """One row per article that could not be read: ``article_id`` and ``reason``."""
        return pd.DataFrame(self._failures, columns=["article_id", "reason"])

    def __call__(self, passages: pd.DataFrame) -> pd.DataFrame:
        """Return ``label, speaker, speaker_kind, score, reason`` for each passage, in order; empty where it failed."""
        answers = [answer for article in _requests(passages) for answer in self._answers(article)]
        return pd.DataFrame(answers, columns=list(_EMPTY), index=passages.index)

    def _answers(self, article: pd.DataFrame) -> list[Answer]:
        texts = article["text"].tolist()
        try:
            found = self._asked(texts)
        except ModelError as error:
            self._failures.append((str(article["article_id"].iloc[0]), str(error)))
            return [_EMPTY for _ in texts]
        return [found.get(number, _EMPTY) for number in range(1, len(texts) + 1)]

    def _asked(self, texts: list[str]) -> dict[int, Answer]:
        asked = user_prompt(texts)
        name = f"model:{hashlib.sha256(json.dumps([self.name, self._prompt, asked]).encode()).hexdigest()}"
        known = self._memory.read(name)
        content = known or self._tried(asked, lambda text: bool(_read(text, len(texts))))
        if not known:
            self._memory.write(name, content)
        return _checked(_read(content, len(texts)), texts, self._codebook, self.name)

    def _tried(self, asked: str, fits: Callable[[str], bool]) -> str:
        """Ask until an answer fits, waiting longer each time; give the last reason where none does."""
        reason = ""
        for nth in range(self._limits.tries):
            self._limits.wait()
            try:
                content = self._sent(asked)
            except _PassingError as error:
                reason = str(error)
                time.sleep(min(_LONGEST_WAIT, error.wait or self._limits.pause * 2**nth * (0.5 + random.random())))  # noqa: S311
                continue
            if fits(content):
                return content
            reason = "its answer was no list of labels by number"
        raise ModelError(f"{self.name} gave no answer in {self._limits.tries} tries: {reason}.")

    def _sent(self, asked: str) -> str:
        import httpx

        body = {
            "model": self.name,
            "temperature": 0,
            "messages": [{"role": "system", "content": self._prompt}, {"role": "user", "content": asked}],
            "response_format": {"type": "json_schema", "json_schema": answer_schema(self._codebook)},
        }
        key = os.environ.get(KEY, "")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        try:
            # No redirect is followed: a text goes to the address that was given, and to no other.
            answer = httpx.post(self._url, json=body, headers=headers, timeout=self._limits.timeout)
        except httpx.HTTPError as error:
            raise _PassingError(f"the connection failed ({type(error).__name__})") from error
        if answer.status_code in (408, 409, 425, 429) or answer.status_code >= 500:
            raise _PassingError(
                f"the address answered {answer.status_code}", _seconds(answer.headers.get("Retry-After"))
            )
        if answer.status_code != 200:
            raise ModelError(
                f"{self.address} answered {answer.status_code}: check the address, the model's name and {KEY}."
            )
        return _content(answer.content)


class _PassingError(Exception):
    """A trouble that may pass, with how many seconds the address asks to wait."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


def _seconds(given: str | None) -> float:
    return min(_LONGEST_WAIT, float(given)) if given and given.replace(".", "", 1).isdigit() else 0.0


def _content(answer: bytes) -> str:
    try:
        if len(answer) > _LARGEST_ANSWER:
            raise ValueError(len(answer))
        content = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise _PassingError("its answer could not be read") from error
    return content if isinstance(content, str) else ""


def _requests(passages: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Return the passages of each article, in parts where there are many."""
    ids = passages["article_id"].to_numpy(dtype=object)
    cuts = (np.flatnonzero(ids[1:] != ids[:-1]) + 1).tolist() if len(ids) else []
    for first, last in zip([0, *cuts], [*cuts, len(ids)], strict=True):
        for at in range(first, last, MOST_PASSAGES):
            yield passages.iloc[at : min(last, at + MOST_PASSAGES)]


_EMPTY: Answer = {"label": "", "speaker": "", "speaker_kind": "", "score": np.nan, "reason": ""}


def _read(content: str, passages: int) -> dict[int, JsonObject]:
    """Return an answer's entries by number; those without a number of theirs, or with another's, are dropped."""
    try:
        given = json.loads(content)["passages"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    found: dict[int, JsonObject] = {}
    for entry in given if isinstance(given, list) else []:
        number = entry.get("number") if isinstance(entry, dict) else None
        if isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= passages:
            found.setdefault(number, entry)
    return found


def _checked(entries: dict[int, JsonObject], texts: list[str], codebook: Codebook, machine: str) -> dict[int, Answer]:
    """Return what may be shown of an answer: the codebook's labels, and speakers that stand in the text."""
    whole = " ".join(" ".join(texts).casefold().split())
    claims = {label.name for label in codebook.labels if label.takes_speaker}
    found: dict[int, Answer] = {}
    for number, entry in entries.items():
        label = entry.get("label")
        if not isinstance(label, str) or label not in codebook.names:
            continue
        speaker = entry.get("speaker") if label in claims else ""
        speaker = speaker if isinstance(speaker, str) and " ".join(speaker.casefold().split()) in whole else ""
        kind, reason, score = entry.get("speaker_kind"), entry.get("reason"), entry.get("score")
        found[number] = {
            "label": label,
            "speaker": speaker.strip(),
            "speaker_kind": kind if speaker and kind in ("named", "unnamed", "collective") else "",
            "score": score if isinstance(score, int | float) and not isinstance(score, bool) else np.nan,
            "reason": f"{machine}: {reason[:_BRIEF]}" if isinstance(reason, str) and reason else machine,
        }
    return found
