"""The house stands as drawn: arrows point down, and the top level holds nothing that is not named."""

import ast
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)

#: Ground floor of the portal: the only parts of it that the apps may import; they import no app.
GROUND_FLOOR = {
    "filtering",
    "partial_dates",
    "languages",
    "folding",
    "small_letters",
    "choice_fields",
    "choosing",
    "autocomplete",
    "downloads",
    "data_version",
    "facet_index",
    "context",
}
#: Of the upper floor, what imports no app all the same.
APART = {"naming", "seats"}
#: What a module at or below each of these paths must not import (DESIGN 3).
FORBIDDEN = {
    "sources": {"institutions"},
    **{f"portal/{name}.py": {"sources", "institutions"} for name in sorted(GROUND_FLOOR | APART)},
}


def imports(path: Path) -> set[str]:
    """The dotted names that the module at `path` imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def modules(below: str) -> list[Path]:
    """The modules at or below a path of the repository, migrations left out."""
    path = ROOT / below
    found = [path] if path.is_file() else path.rglob("*.py")
    kept = sorted(each for each in found if "migrations" not in each.parts)
    assert kept, f"nothing is at {below}"
    return kept


@pytest.mark.parametrize("below", FORBIDDEN)
def test_no_import_goes_against_the_arrows(below: str) -> None:
    for module in modules(below):
        against = {name.split(".")[0] for name in imports(module)} & FORBIDDEN[below]
        assert not against, f"{module} imports {against}"


def test_every_module_of_the_portal_that_says_it_knows_no_app_is_held_to_it() -> None:
    say_so = {
        f"portal/{module.name}"
        for module in (ROOT / "portal").glob("*.py")
        if "Knows no app" in module.read_text(encoding="utf-8")
    }
    assert "portal/naming.py" in say_so
    assert say_so <= set(FORBIDDEN)


def test_the_apps_import_only_the_ground_floor_of_the_portal() -> None:
    for module in [*modules("sources"), *modules("institutions")]:
        upper = {
            name.split(".")[1]
            for name in imports(module)
            if name.startswith("portal.") and name.split(".")[1] not in GROUND_FLOOR
        }
        assert not upper, f"{module} imports the upper floor: {upper}"


def test_the_walk_sees_an_import_inside_a_function(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("def late():\n    from institutions.models import State\n    return State\n")
    assert "institutions.models" in imports(module)


def test_the_top_level_holds_what_the_owner_fixed() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    top = {name.split("/")[0] for name in listed if name and not name.startswith(".")}
    assert top <= {
        "manage.py",
        "portal",
        "institutions",
        "sources",
        "templates",
        "static",
        "fixtures",
        "tests",
        "pyproject.toml",
        "README.md",
        "Makefile",
        "requirements.txt",
        "requirements-dev.txt",
    }


def test_no_template_carries_a_style_or_a_script() -> None:
    for template in (ROOT / "templates").rglob("*.html"):
        page = template.read_text(encoding="utf-8")
        assert " style=" not in page, template
        assert "<script" not in page.replace('<script src="', ""), template
        assert "onclick" not in page, template
