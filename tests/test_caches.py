"""Nothing that is kept in memory grows without end: every cache over what readers ask says how much it holds."""

import ast

import pytest

from tests.test_arrows import ARROWS, ROOT, modules

LIMITED = {"lru_cache": ("maxsize",), "cache_data": ("max_entries", "ttl"), "cache_resource": ("max_entries", "ttl")}
# Without a limit, for what there are a handful of: languages, divisions, files, columns, the store's own address.
HANDFUL = {
    "catalogue", "words", "tiles", "read_units", "_read_frameworks", "_chosen", "_engine", "embedded", "_read",
    "_official", "_about", "_features", "_face", "_pairs", "_shipped", "_growth",
}  # fmt: skip


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def faults(source: str, where: str = "planted.py") -> list[str]:
    found = []
    tree = ast.parse(source)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (limits := LIMITED.get(name_of(node.func))):
            given = {word.arg for word in node.keywords if getattr(word.value, "value", "") is not None}
            if not given & set(limits):
                found.append(f"{where}:{node.lineno}: {name_of(node.func)} without {' or '.join(limits)}")
        elif isinstance(node, ast.FunctionDef):
            for kept in node.decorator_list:
                bare = id(kept) not in called and not isinstance(kept, ast.Call)
                if bare and name_of(kept) in LIMITED:
                    found.append(f"{where}:{node.lineno}: {name_of(kept)} without a limit")
                if bare and name_of(kept) == "cache" and node.args.args and node.name not in HANDFUL:
                    found.append(f"{where}:{node.lineno}: {node.name} is kept for whatever it is given")
    return found


@pytest.mark.parametrize("room", ARROWS)
def test_every_cache_has_an_end(room):
    found = [
        fault
        for path in modules(room)
        for fault in faults(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "planted",
    [
        "@st.cache_data(show_spinner=False)\ndef f(a): ...", "@st.cache_data\ndef f(a): ...",
        "x = lru_cache(maxsize=None)(f)",
        "@lru_cache\ndef f(a): ...", "@cache\ndef f(asked): ...",
    ],
)  # fmt: skip
def test_one_without_is_found(planted):
    assert len(faults(planted)) == 1
