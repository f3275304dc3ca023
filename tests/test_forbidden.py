"""What may not be in the code: running what is loaded, servers of others, ways to share."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

MODULES = {
    "pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "diskcache",
    "chromadb.server", "chromadb.app", "chromadb.cli", "telnetlib", "ftplib",
}  # fmt: skip
NAMES = {
    "LlamaDiskCache", "LlamaCache", "HttpClient", "AsyncHttpClient", "CloudClient",
    "load_prompt", "eval", "exec", "compile_command",
}  # fmt: skip
ATTRIBUTES = {("torch", "load"), ("yaml", "load"), ("gr", "load"), ("np", "fromfile")}
KEYWORDS = {"trust_remote_code", "allow_pickle", "share", "allow_dangerous_deserialization"}


def faults(source: str) -> list[str]:
    found: list[str] = []
    safe: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if _listed(alias.name)]
        elif isinstance(node, ast.ImportFrom) and node.module:
            full = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found += [name for name in full if _listed(name)]
            found += [alias.name for alias in node.names if alias.name in NAMES]
        elif isinstance(node, ast.Name) and node.id in NAMES:
            found.append(node.id)
        elif isinstance(node, ast.Call) and _safe_yaml(node):
            safe.add(id(node.func))
        elif isinstance(node, ast.Attribute) and id(node) not in safe:
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if (owner, node.attr) in ATTRIBUTES or node.attr in NAMES - {"eval", "exec"}:
                found.append(f"{owner}.{node.attr}")
        elif isinstance(node, ast.keyword) and node.arg in KEYWORDS and not _is_off(node.value):
            found.append(f"{node.arg}=")
    return found


def _is_off(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is False


def _safe_yaml(call: ast.Call) -> bool:
    return any(
        isinstance(word.value, ast.Attribute) and word.value.attr in ("SafeLoader", "CSafeLoader")
        for word in call.keywords
        if word.arg == "Loader"
    )


def _listed(name: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in MODULES)


@pytest.mark.parametrize(
    "line",
    [
        "import pickle", "from joblib import load", "import chromadb.server.fastapi",
        "from chromadb import HttpClient", "from llama_cpp import LlamaDiskCache",
        "torch.load('x')", "np.load('x', allow_pickle=True)", "demo.launch(share=True)",
        "llama_cpp.LlamaDiskCache()", "eval('1')", "yaml.load(x)", "gr.load('x')",
        "m(trust_remote_code=value)",
    ],
)  # fmt: skip
def test_the_list_bites(line: str) -> None:
    assert faults(line)


@pytest.mark.parametrize(
    "line",
    ["np.load('x', allow_pickle=False)", "model.eval()", "yaml.load(x, Loader=yaml.CSafeLoader)"],
)
def test_the_list_lets_sound_code_pass(line: str) -> None:
    assert faults(line) == []


def test_our_code_is_free_of_it() -> None:
    paths = [ROOT / "app.py", *(ROOT / "coach").rglob("*.py"), *(ROOT / "evals").rglob("*.py")]
    wrong = {str(path): found for path in paths if (found := faults(path.read_text("utf-8")))}
    assert wrong == {}


def test_the_page_loads_no_server_of_the_vector_store() -> None:
    code = (
        "import sys; import coach.ui.page, coach.ui.server, coach.dialogue.assembly\n"
        "print([m for m in sys.modules if m.startswith(('chromadb.server', 'chromadb.app',"
        " 'diskcache', 'joblib.externals.cloudpickle'))])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert [m for m in ast.literal_eval(said.stdout) if not m.startswith("joblib")] == []


def test_all_floors_guard_first() -> None:
    """The guard is on before anything that could look outside is imported."""
    code = (
        "import sys; import coach.begin; before = set(sys.modules)\n"
        "print([m for m in ('gradio', 'chromadb', 'transformers', 'huggingface_hub', 'httpx',"
        " 'torch') if m in before])"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert said.stdout.strip() == "[]"
    for name in ("app.py", "coach/cli/__init__.py"):
        assert "begin()" in Path(ROOT / name).read_text(encoding="utf-8")
