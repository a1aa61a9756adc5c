"""The command line as a person meets it: words, exit codes, no traceback, no key; every option is documented."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pandas as pd
import pytest
from typer.core import TyperArgument, TyperCommand, TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from indicators import release
from indicators.cli import app
from indicators.commands import site, tables
from indicators.commands.tables import COLUMNS
from indicators.store import Store
from tests.releases import DISTRICT, small_contents, small_release, ungated

ROOT = Path(__file__).resolve().parents[2]
KEY = "0123456789abcdef0123456789abcdef01234567"
COMMANDS = ("demo", "init", "fetch", "build", "serve", "table", "sources", "releases", "doctor", "measures", "audit")
run = CliRunner().invoke


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FLASHLIGHT_DATA", "FLASHLIGHT_MIRROR", "FLASHLIGHT_COMMUNITY", "CENSUS_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return small_release(tmp_path_factory.mktemp("data"))


def table(store: Store, *arguments: str) -> pd.DataFrame:
    done = run(app, ["table", *arguments, "--data", str(store.root)])
    assert done.exit_code == 0, done.output
    return pd.read_csv(io.BytesIO(done.stdout_bytes), dtype={"geoid": "str"}, keep_default_na=False)


def test_a_table_has_the_documented_columns_and_empty_cells_where_no_number_is_allowed(store: Store) -> None:
    found = table(store, "graduation_4yr", "--place", DISTRICT, "--period", "2019")
    assert tuple(found.columns) == COLUMNS
    assert COLUMNS == (
        "measure", "level", "geoid", "name", "scheme", "group", "period_start", "period_end", "value", "moe", "low",
        "high", "numerator", "denominator", "reliability", "status",
    )  # fmt: skip
    by_group: dict[str, dict[str, str]] = found.set_index("group").astype("str").to_dict("index")  # type: ignore[assignment]  # the stubs say Hashable keys
    assert {by_group["aian"][c] for c in ("value", "low", "high", "numerator", "denominator")} == {""}
    assert (by_group["asian"]["low"], by_group["asian"]["high"]) == ("71", "100")
    assert 0 <= float(by_group["all"]["value"]) <= 100


def test_a_table_is_exact_and_can_be_narrowed(store: Store) -> None:
    asked = ["poverty", "--level", "neighborhood", "--scheme", "all", "--group", "all", "--period", "2023"]
    found = table(store, *asked)
    expected = store.rows("poverty", level="neighborhood", scheme="all", group="all", period_end=2023)
    assert [float(v) if v else None for v in found["value"]] == [
        None if pd.isna(v) else v for v in expected["value"].tolist()
    ]


def test_json_and_parquet_say_the_same(store: Store, tmp_path: Path) -> None:
    asked = ["table", "poverty", "--place", "city", "--data", str(store.root)]
    rows = orjson.loads(run(app, [*asked, "--format", "json"]).stdout_bytes)
    target = tmp_path / "poverty.parquet"
    assert run(app, [*asked, "--format", "parquet", "--output", str(target)]).exit_code == 0
    frame = pd.read_parquet(target)
    assert [r["value"] for r in rows] == frame["value"].tolist()
    assert list(frame.columns) == list(COLUMNS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["povrty"], "no measure povrty. Did you mean poverty"),
        (["poverty", "--place", "cty"], "no place cty. Did you mean city"),
        (["poverty", "--level", "neighbourhood"], "Did you mean neighborhood"),
        (["poverty", "--scheme", "ages"], "Did you mean age"),
        (["poverty", "--group", "under18"], "Did you mean under_18"),
        (["poverty", "--period", "2024"], "Did you mean"),
    ],
)
def test_a_name_that_does_not_exist_is_answered_with_close_ones(store: Store, arguments: list[str], said: str) -> None:
    done = run(app, ["table", *arguments, "--data", str(store.root)])
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
    assert "Traceback" not in done.output


@pytest.mark.parametrize("arguments", [["table", "poverty"], ["serve"], ["build", "nowhere"], ["fetch", "nowhere"]])
def test_what_a_person_can_mend_is_one_message_and_exit_code_1(arguments: list[str], tmp_path: Path) -> None:
    done = run(app, [*arguments, "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert done.output.startswith("Problem: ")
    assert "Traceback" not in done.output


@pytest.mark.parametrize("arguments", [["tabel"], ["serve", "--port", "eighty"], ["serve", "--port", "0"], ["build"]])
def test_a_mistake_in_the_command_is_exit_code_2(arguments: list[str]) -> None:
    assert run(app, arguments).exit_code == 2


def test_releases_are_listed_and_taken_back(tmp_path: Path) -> None:
    held = small_release(tmp_path)
    listed = run(app, ["releases", "--data", str(tmp_path)])
    assert held.release.id in listed.output
    assert "served" in listed.output
    assert run(app, ["releases", "--use", held.release.id, "--data", str(tmp_path)]).exit_code == 0
    wrong = run(app, ["releases", "--use", "nowhere", "--data", str(tmp_path)])
    assert wrong.exit_code == 1
    assert held.release.id in wrong.output.replace("\n", "")


def test_the_doctor_never_shows_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CENSUS_API_KEY", KEY)
    done = run(app, ["doctor", "--data", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "right form" in done.output
    assert KEY not in done.output
    assert KEY not in run(app, ["doctor", "--help"]).output
    bad = run(app, ["doctor", "--data", str(tmp_path), "--key", "sesame", "--mirror", "http://127.0.0.1:9"])
    assert bad.exit_code == 1
    assert bad.output.count("PROBLEM") == 2
    assert "sesame" not in bad.output


def test_init_writes_a_file_to_fill_in_and_never_over_one(tmp_path: Path) -> None:
    done = run(app, ["init", str(tmp_path / "my-town"), "--name", "My Town"])
    assert done.exit_code == 0
    assert 'name = "My Town"' in (tmp_path / "my-town" / "community.toml").read_text("utf-8")
    assert "flashlight build" in done.output
    assert run(app, ["init", str(tmp_path / "my-town")]).exit_code == 2


def test_the_plan_is_shown_without_asking_anybody(tmp_path: Path) -> None:
    demo = ROOT / "communities" / "demo"
    done = run(app, ["fetch", str(demo), "--plan", "--data", str(tmp_path)])
    assert done.exit_code == 0
    assert "acs5 2023 B03002" in done.output
    assert "Connecticut schools enrollment" in done.output
    assert list(tmp_path.iterdir()) == []


def test_the_site_is_started_on_the_data_folder(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    def become(_: str, command: list[str], env: dict[str, str]) -> None:
        seen.update(command=command, env=env, cwd=Path.cwd())

    monkeypatch.chdir(Path.cwd())
    monkeypatch.setattr(site.os, "execve", become)
    done = run(app, ["serve", "--port", "8599", "--headless", "--data", str(store.root)])
    assert done.exit_code == 0, done.output
    assert "http://localhost:8599" in done.output
    assert seen["command"][1:4] == ["-m", "streamlit", "run"]
    assert "--server.port=8599" in seen["command"]
    assert seen["env"]["FLASHLIGHT_DATA"] == str(store.root)
    assert (seen["cwd"] / "app.py").is_file()


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"flashlight \d+\.\d+\.\d+\n", run(app, ["--version"]).output)


def commands() -> dict[str, TyperCommand]:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return {name: command for name, command in group.commands.items() if isinstance(command, TyperCommand)}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_explained_with_an_example(name: str) -> None:
    assert set(commands()) == set(COMMANDS)
    command = commands()[name]
    assert f"flashlight {name}" in str(command.help), "every help has an example"
    shown = " ".join(run(app, [name, "--help"]).output.split())
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{name} {parameter.name} has no help"
        assert isinstance(parameter, TyperArgument) or parameter.opts[0] in shown


def test_what_the_documents_tell_to_type_exists() -> None:
    told = [
        line
        for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
        for line in re.findall(r"flashlight ([a-z]+(?: [^`\n]*)?)", path.read_text("utf-8"))
        if line.split()[0] in COMMANDS or "--" in line
    ]
    for line in told:
        name, *rest = line.split()
        assert name in COMMANDS, line
        options = {option for parameter in commands()[name].params for option in parameter.opts} | {"--help"}
        for option in re.findall(r"--[a-z-]+", " ".join(rest).split("#")[0].split("&&")[0]):
            assert option in options, f"flashlight {line}: there is no {option}"


@pytest.mark.parametrize(
    "arguments",
    [
        ["table", "poverty", "--output", "/nonexistent/x.csv"],
        ["table", "poverty", "--output", "{folder}"],
        ["init", "{file}"],
        ["init", "/proc/nope"],
        ["demo", "--no-serve", "--data", "{file}"],
        ["demo", "--no-serve", "--data", "/proc/x"],
        ["doctor", "--mirror", "http://127.0.0.1:abc"],
        ["build", "{demo}", "--mirror", "http://127.0.0.1:abc"],
        ["init", "{folder}/town", "--state", "XX"],
    ],
)
def test_a_wrong_path_or_address_is_one_sentence(store: Store, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "file").write_text("x")
    named = {"folder": tmp_path, "file": tmp_path / "file", "demo": ROOT / "tests"}
    given = [argument.format(**named) for argument in arguments]
    done = run(app, given if "--data" in given or given[0] == "init" else [*given, "--data", str(store.root)])
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code in (1, 2)
    assert "roblem" in done.output or "PROBLEM" in done.output
    assert "Traceback" not in done.output
    assert not (tmp_path / "town").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["population", "--scheme", "age", "--group", "black"],
            "--scheme age has no group black. Possible with it: under",
        ),
        (
            ["population", "--place", "city", "--level", "tract"],
            "has no level tract. Possible with it: county_subdivision",
        ),
        (["graduation_4yr", "--place", "city"], "graduation_4yr has no place city. Possible with it: "),
    ],
)
def test_choices_that_do_not_go_together_are_told_with_those_that_do(
    store: Store, arguments: list[str], said: str
) -> None:
    done = run(app, ["table", *arguments, "--data", str(store.root)])
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())


def test_a_table_of_a_made_up_place_says_so_outside_of_the_csv(store: Store) -> None:
    asked = ["table", "poverty", "--place", "city", "--data", str(store.root)]
    done = run(app, asked)
    assert "made-up place" in done.stderr
    assert done.stdout.splitlines()[0] == ",".join(COLUMNS)
    rows = orjson.loads(run(app, [*asked, "--format", "json"]).stdout_bytes)
    assert {row["made_up"] for row in rows} == {"made-up place"}


def real_community(root: Path, slug: str, at: datetime) -> str:
    contents = small_contents()
    named = {"name": slug.title(), "slug": slug, "made_up": False, "languages": ["en"], "state": "09"}
    return release.write(root, replace(contents, about={**contents.about, "community": named}), at, ungated)


def test_a_real_community_is_shown_before_a_made_up_one_and_the_choice_is_told(tmp_path: Path) -> None:
    first = real_community(tmp_path, "elm-city", datetime(2026, 1, 1, tzinfo=UTC))
    small_release(tmp_path)
    assert Store.open(tmp_path).release.id == first, "the made-up one is newer, and yet not the site"
    assert Store.open(tmp_path, slug="lantern-falls").release.community.made_up
    done = run(app, ["table", "poverty", "--data", str(tmp_path)])
    assert "Shown is Elm-City (elm-city). Also here: lantern-falls; choose with --community" in done.stderr
    second = real_community(tmp_path, "oak-town", datetime(2025, 1, 1, tzinfo=UTC))
    assert Store.open(tmp_path).release.id == second, "switched to last, though older"
    release.use(tmp_path, first)
    assert Store.open(tmp_path).release.id == first


def test_the_site_is_given_no_key_and_asks_nobody_for_its_address(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {}
    monkeypatch.chdir(Path.cwd())
    monkeypatch.setenv("CENSUS_API_KEY", KEY)
    monkeypatch.setenv("SOCRATA_APP_TOKEN", KEY)
    monkeypatch.setattr(site.os, "execve", lambda _, command, env: seen.update(command=command, env=env))
    run(app, ["serve", "--headless", "--data", str(store.root)])
    assert KEY not in str(seen["env"])
    assert {"--browser.serverAddress=localhost", "--server.fileWatcherType=none"} <= set(seen["command"])
    assert seen["env"]["FLASHLIGHT_COMMUNITY"] == "lantern-falls"
    assert "serverAddress" in (ROOT / ".streamlit" / "config.toml").read_text("utf-8")


def test_a_name_is_no_formula_in_a_spreadsheet() -> None:
    frame = pd.DataFrame({"name": ["=HYPERLINK(1)", "Fair Haven"], "value": [1.0, 2.5]})
    assert tables.encoded(frame, "csv") == b"name,value\n'=HYPERLINK(1),1\nFair Haven,2.5\n"
