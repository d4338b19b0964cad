"""Which question decides about which: the dependency graph, its order, and its cycles."""

from collections.abc import Iterator, Mapping

from kapstok.diensten.formulieren.definitie import VASTE_NAMEN, Definitie
from kapstok.diensten.formulieren.logica import variables_of

Graph = Mapping[str, frozenset[str]]


def dependencies(definitie: Definitie) -> dict[str, frozenset[str]]:
    """Per question: the questions on whose answers its visibility depends."""
    return {
        vraag.id: frozenset((variables_of(stap.visible_if) | variables_of(vraag.visible_if)) - VASTE_NAMEN)
        for stap in definitie.steps
        for vraag in stap.questions
    }


def find_cycle(graph: Graph) -> list[str]:
    """Names of one cycle, first name repeated at the end ("a", "b", "a"); empty when there is none."""
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        waiting: list[Iterator[str]] = [iter([start])]
        while waiting:
            name = next(waiting[-1], None)
            if name is None:
                waiting.pop()
                if path:
                    done.add(path.pop())
            elif name in path:
                return [*path[path.index(name) :], name]
            elif name in graph and name not in done:
                path.append(name)
                waiting.append(iter(sorted(graph[name])))
    return []


def evaluation_order(graph: Graph) -> list[str]:
    """Every name after the names it depends on; the graph has no cycle."""
    order: dict[str, None] = {}
    for start in graph:
        waiting = [start]
        while waiting:
            name = waiting[-1]
            open_names = [n for n in sorted(graph.get(name, ())) if n in graph and n not in order]
            if open_names and name not in order:
                waiting += open_names
            else:
                order[waiting.pop()] = None
    return list(order)
