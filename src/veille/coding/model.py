"""The linear model of a coder: weights that a file holds, scores that they give. Numpy arrays only, nothing is ever unpickled.

A file holds, for each feature it knows, the first eight bytes of a hash of its name (no word or sentence of the training data),
its inverse document frequency and one weight a type; for each block the weight it counts with; and the temperature that makes
the scores of types probabilities.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from veille.coding.features import Block
from veille.errors import PackError

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]
#: what the model file of languages without training data is called
NEUTRAL = "any"


@dataclass(frozen=True, slots=True)
class Look:
    """What a model knows of a pair: names of features, their rows in the model and their values, side by side."""

    names: list[str]
    rows: npt.NDArray[np.int64]
    values: Floats


@dataclass(frozen=True, slots=True)
class Model:
    """A linear model over hashed features. `keys` is sorted; `idf` and the rows of `weights` stand in its order.

    `weights` has the shape (features, types), `bias` (types,).
    """

    types: tuple[str, ...]
    blocks: Mapping[str, float]
    keys: Keys
    idf: Floats
    weights: Floats
    bias: Floats
    temperature: float

    @property
    def wants_lemmas(self) -> bool:
        """Whether it was trained on the words of its own language beside the families."""
        return "words" in self.blocks

    def look(self, blocks: Mapping[str, Block]) -> Look:
        """The known features of a pair with their values, each block of length 1 before its weight."""
        names: list[str] = []
        rows: list[npt.NDArray[np.int64]] = [np.empty(0, np.int64)]
        values: list[Floats] = [np.empty(0, np.float32)]
        for block, weight in self.blocks.items():
            told = sorted(blocks.get(block, {}).items())
            keys = np.array([key_of(block, name) for name, _ in told], np.uint64)
            at = np.searchsorted(self.keys, keys)
            at[at == len(self.keys)] = 0
            known = np.flatnonzero(self.keys[at] == keys) if len(self.keys) else np.empty(0, np.int64)
            found = np.array([damped(block, told[k][1]) for k in known], np.float32) * self.idf[at[known]]
            length = float(np.sqrt(np.sum(found * found)))
            if length:
                names += [told[k][0] for k in known]
                rows.append(at[known])
                values.append((found * (weight / length)).astype(np.float32))
        return Look(names, np.concatenate(rows), np.concatenate(values))

    def margins(self, look: Look) -> Floats:
        """The score of each type, in the order of `types`."""
        return np.asarray(look.values @ self.weights[look.rows] + self.bias, np.float32)

    def probabilities(self, look: Look) -> dict[str, float]:
        """The probability of each type; they add up to 1."""
        scores = self.margins(look).astype(np.float64) / self.temperature
        raised = np.exp(scores - scores.max())
        return {name: float(p) for name, p in zip(self.types, raised / raised.sum(), strict=True)}

    def reasons(self, look: Look, chosen: str, most: int = 3) -> list[str]:
        """The names of the features that speak most for a type, the strongest first."""
        shares = look.values * self.weights[look.rows, self.types.index(chosen)]
        return [look.names[k] for k in np.argsort(-shares, kind="stable")[:most]]


@lru_cache(maxsize=1 << 18)
def key_of(block: str, name: str) -> int:
    """The hash by which a model knows a feature.

    >>> key_of("frames", "same") == key_of("frames", "same") != key_of("families", "same")
    True
    """
    return int.from_bytes(blake2b(f"{block}|{name}".encode(), digest_size=8).digest(), "little")


def damped(block: str, value: float) -> float:
    """A feature's value before its idf: in rows, a word said twice counts less than double."""
    return value if block == "frames" else 1.0 + float(np.log(value))


@lru_cache(maxsize=4)
def load_model(language: str) -> Model:
    """The model of a language, or the one for every language when it has none of its own. Raises PackError for a broken file."""
    folder = resources.files("veille.coding") / "models"
    file = folder / f"{language}.npz"
    return read_model(Path(str(file if file.is_file() else folder / f"{NEUTRAL}.npz")))


def read_model(path: Path) -> Model:
    """The model in a file. Raises PackError when the file is missing or no model."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as held:
            arrays: dict[str, Any] = {name: held[name] for name in held.files}
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        raise PackError(str(path.name), f"no model: {error}", "train it: make model") from None
    scale = arrays["scale"].astype(np.float32)[:, None]
    return Model(
        tuple(str(name) for name in arrays["types"]),
        {str(name): float(weight) for name, weight in zip(arrays["blocks"], arrays["block_weights"], strict=True)},
        arrays["keys"],
        arrays["idf"].astype(np.float32),
        arrays["weights"].astype(np.float32) * scale,
        arrays["bias"].astype(np.float32),
        float(arrays["temperature"]),
    )


def write_model(path: Path, model: Model) -> None:
    """Write a model: weights as bytes with one scale a feature."""
    scale = np.maximum(np.abs(model.weights).max(axis=1), 1e-9) / 127
    np.savez_compressed(
        path,
        types=np.array(model.types),
        blocks=np.array(list(model.blocks)),
        block_weights=np.array(list(model.blocks.values()), np.float32),
        keys=model.keys,
        idf=model.idf.astype(np.float16),
        weights=np.round(model.weights / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float16),
        bias=model.bias.astype(np.float32),
        temperature=np.float32(model.temperature),
    )
