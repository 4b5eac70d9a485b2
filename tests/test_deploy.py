"""What stands in deploy/ fits the program: commands and options that exist, nothing that is latest, secrets only in files."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from veille.cli import app

DEPLOY = Path(__file__).parent.parent / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
CONTAINER = (DEPLOY / "Containerfile").read_text("utf-8")


def fits(words: list[str]) -> None:
    """Fail unless the words are a command of ours and its options; nothing is run."""
    command: Any = typer.main.get_command(app)
    while hasattr(command, "commands"):
        assert words[0] in command.commands, words[0]
        command, words = command.commands[words[0]], words[1:]
    command.make_context("veille", list(words))


def set_in(unit: Path) -> dict[str, list[str]]:
    """Key -> values of a unit's lines."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text("utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_run_commands_that_exist(unit: Path) -> None:
    (command,) = set_in(unit)["ExecStart"]
    program, *words = shlex.split(command)
    assert program == "/opt/veille/bin/veille"
    fits(words)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_are_confined(unit: Path) -> None:
    found = set_in(unit)
    for key, value in {"ProtectSystem": "strict", "ProtectHome": "yes", "NoNewPrivileges": "yes", "PrivateTmp": "yes",
                       "CapabilityBoundingSet": "", "User": "veille"}.items():  # fmt: skip
        assert found[key] == [value], key


def test_the_watch_ends_in_peace_and_knows_its_like() -> None:
    found = set_in(DEPLOY / "veille-watch.service")
    assert "--alerts" in found["ExecStart"][0]
    assert found["Restart"] == ["on-failure"]
    assert "KillSignal" not in found  # SIGTERM, which ends the item at hand
    assert "ProcSubset" not in found  # it reads /proc of other watches, and when the machine began


def test_what_is_made_up_by_hand_is_told() -> None:
    told = (DEPLOY.parent / "docs" / "deploy.md").read_text("utf-8")
    for service in COMPOSE["services"].values():
        for volume in service.get("volumes", []):
            if volume.startswith("./"):
                assert f"deploy/{volume.split(':')[0][2:]}" in told, volume
    for unit in UNITS:
        assert unit.name in told
        for path in re.findall(r"/etc/veille/\S+", unit.read_text("utf-8")):
            assert path in told, path


def test_a_wrong_option_is_noticed() -> None:
    with pytest.raises(typer.BadParameter.__mro__[1], match="--no-such-option"):
        fits(["serve", "--no-such-option"])
    with pytest.raises(AssertionError, match="sing"):
        fits(["sing"])


def test_the_timer_starts_a_unit_that_is_there() -> None:
    for timer in DEPLOY.glob("*.timer"):
        assert timer.with_suffix(".service").exists()


def test_the_services_run_commands_that_exist() -> None:
    commands = 0
    for name, service in COMPOSE["services"].items():
        if not service["image"].startswith("veille:"):
            continue
        said = service["command"]
        rows = re.findall(r"veille ([^|;&]+)", said[0]) if len(said) == 1 else [shlex.join(said)]
        for row in rows:
            fits(shlex.split(row))
            commands += 1
        assert rows, name
    assert commands >= 2


def test_services_name_what_is_declared() -> None:
    for name, service in COMPOSE["services"].items():
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"]), name
        assert set(service.get("depends_on", {})) <= set(COMPOSE["services"]), name
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source.startswith("./") or source in COMPOSE["volumes"], volume
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:")


def test_secrets_are_files() -> None:
    assert all(list(secret) == ["file"] for secret in COMPOSE["secrets"].values())
    for service in COMPOSE["services"].values():
        for key, value in service.get("environment", {}).items():
            assert "PASSWORD" not in key or value.startswith("/run/secrets/")


def test_images_are_pinned_and_run_without_rights() -> None:
    images = re.findall(r"^FROM (\S+)", CONTAINER, re.M) + [s["image"] for s in COMPOSE["services"].values()]
    assert all(re.search(r":\d+\.\d+[\w.-]*$", image) for image in images), images
    assert re.findall(r"^USER (\d+)$", CONTAINER, re.M) == ["10001"]
    for path in re.findall(r"^COPY (?:--chmod=\d+ )?((?!--from)[^-].*) \S+$", CONTAINER, re.M):
        assert all((DEPLOY.parent / one).exists() for one in path.split()), path
