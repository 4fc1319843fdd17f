"""A source tree as the rules see it: modules, what they import, what they define."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = ("corpus", "retrieval", "bot", "prompts")
AROUND = ("bench", "tests")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: `path` is relative to the tree's root, with forward slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def package(self) -> str:
        return self.name if self.path.endswith("/__init__.py") else self.name.rpartition(".")[0]

    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(self.tree)

    def functions(self) -> Iterator[Function]:
        return (node for node in self.nodes() if isinstance(node, Function))

    def imports(self) -> Iterator[str]:
        """Give every name that is imported, in full, wherever in the file the import stands."""
        for node in self.nodes():
            yield from self._imported_by(node)

    def late_imports(self) -> set[str]:
        """Give the names that are imported inside functions."""
        inside = (node for function in self.functions() for node in ast.walk(function))
        return {name for node in inside for name in self._imported_by(node)}

    def _imported_by(self, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = self._base_of(node)
            yield from (f"{base}.{alias.name}" for alias in node.names)

    def _base_of(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.package.split(".")
        parts = parts[: len(parts) - node.level + 1]
        return ".".join([*parts, node.module] if node.module else parts)


@dataclass(frozen=True)
class Tree:
    """The modules of a checkout: `source` is what ships, `around` is tests and measurements."""

    root: Path
    source: tuple[Module, ...]
    around: tuple[Module, ...]

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(module.name for module in self.source)

    def modules_imported_by(self, module: Module) -> set[str]:
        """Give the modules of this tree that `module` imports: for `from a.b import c`, a.b.c or else a.b."""
        return {
            found
            for name in module.imports()
            for found in [name if name in self.names else name.rpartition(".")[0]]
            if found in self.names and found != module.name
        }


def read_tree(root: Path) -> Tree:
    """Read every Python file below `root` in the folders that the project knows."""
    return Tree(root, _read(root, SOURCE), _read(root, AROUND))


def _read(root: Path, folders: tuple[str, ...]) -> tuple[Module, ...]:
    paths = sorted(path for folder in folders for path in (root / folder).rglob("*.py"))
    return tuple(Module(path.relative_to(root).as_posix(), path.read_text("utf-8")) for path in paths)
