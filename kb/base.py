"""A folder → a knowledge base: what the command line, the examples and other programs call."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pyoxigraph import NamedNode

from kb.errors import KbError
from kb.query.catalog import Query, catalog, query
from kb.query.run import Answer, answer
from kb.resolve.names import find
from kb.resources import is_url
from kb.store import Store, Table, open_store

if TYPE_CHECKING:  # what reads, checks, draws and exports is imported when first asked for: a question needs none of it
    from kb.checks import Broken
    from kb.flags import Flag
    from kb.ingest import Report
    from kb.network.build import Network
    from kb.network.chain import Chain
    from kb.network.impact import Impact
    from kb.network.measure import Measures
    from kb.network.paths import Path as ChainPath
    from kb.query.box import Understood


class KnowledgeBase:
    """A base in a folder or behind a SPARQL endpoint.

    >>> base = KnowledgeBase(".kb")                                    # doctest: +SKIP
    >>> base.ingest(["report.txt"]).statements                         # doctest: +SKIP
    >>> base.ask("ordinance-owner", ordinance="공유 촉진 조례").rows    # doctest: +SKIP

    Args:
        place: a folder (made by the first `ingest`), or the http(s) URL of an endpoint, which is only read.

    Every method raises a `kb.errors.KbError` whose text is one line.
    """

    def __init__(self, place: str | Path = ".kb") -> None:
        self.place = str(place)
        self._store: Store | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._store = None

    @property
    def store(self) -> Store:
        """The newest published version, opened when first asked for."""
        if self._store is None:
            self._store = open_store(self.place)
        return self._store

    # ---- writing ----

    def ingest(self, paths: Iterable[str | Path], progress: Callable[[Path], None] = lambda path: None, jobs: int = 1) -> "Report":
        """Read files and folders into the base; see `kb.ingest.ingest`."""
        from kb.ingest import ingest
        report = ingest([Path(path) for path in paths], self._folder(), progress, jobs=jobs)
        self._store = None
        return report

    def forget(self, document: str) -> str:
        """Remove a document by file name or IRI, and what no other document says; returns its file name."""
        from kb.ingest import forget
        name = forget(document, self._folder())
        self._store = None
        return name

    def _folder(self) -> Path:
        if is_url(self.place):
            raise KbError(f"{self.place}: a server is only read here")
        return Path(self.place)

    # ---- asking ----

    @staticmethod
    def questions() -> Mapping[str, Query]:
        """Every question, by name."""
        return catalog("questions")

    def ask(self, name: str, **values: str) -> Answer:
        """The answer to a question of the catalogue.

        Args:
            name: the question's name.
            values: its parameters: an IRI, a name in any spelling, a date (`2021-03-31`), a year or a number, as text.

        Amounts are whole won; dates are inclusive.
        """
        return answer(query(name), values, self.store)

    def understand(self, sentence: str) -> "Understood":
        """What a sentence in Korean or English asks: the best reading, None where none fits, and the next best."""
        from kb.query.box import understand
        return understand(sentence, self.store)

    def sparql(self, text: str) -> Table:
        """The solutions of any SELECT query; the default graph holds every statement once."""
        return self.store.select(text)

    def find(self, name: str) -> NamedNode:
        """The IRI of the thing that a name means."""
        return find(self.store, name)

    def check(self, shapes: bool = True) -> list["Broken"]:
        """What is broken: arithmetic and consistency, and the SHACL shapes unless `shapes` is off."""
        from kb.checks import check
        return check(self.store, shapes)

    def flags(self, name: str = "", **values: str) -> list["Flag"]:
        """Procurement indicators, all or those of one name; each with its rule, inputs and places, and none a verdict."""
        from kb.flags import flags
        return flags(self.store, name, values)

    # ---- drawing and handing on ----

    def chain(self, start: str, kind: str = "") -> list["Chain"]:
        """The chains of responsibility and dependency from a thing."""
        from kb.network.chain import chains
        return chains(self.store, start, kind)

    def between(self, start: str, end: str, kind: str = "") -> list["ChainPath"]:
        """Every shortest chain between two things, and the longer ones that share nothing with them on the way."""
        from kb.network.paths import between
        return between(self.store, start, end, kind)

    def measures(self, name: str, **values: str) -> "tuple[Network, Measures]":
        """A network of queries/networks/ and its measures: centrality, bridges, components, circles, communities."""
        from kb.network.build import network
        from kb.network.measure import measures
        net = network(name, values, self.store)
        return net, measures(net)

    def impact(self, thing: str, at: str = "") -> "Impact":
        """What hangs on a thing, directly and through others: dependents, money, open findings, dates from `at` (ISO 8601, today) on."""
        from kb.network.impact import impact
        return impact(self.store, thing, at)

    def network(self, name: str, **values: str) -> "Network":
        """A network of queries/networks/ as a `networkx.MultiDiGraph`."""
        from kb.network.build import network
        return network(name, values, self.store)

    def export(self, path: str | Path, format: str = "") -> tuple[Path, ...]:
        """Write the base to a file (a folder for CSV) with its DCAT and VoID description; returns the files."""
        from kb.export import export
        return export(self.store, Path(path), format)

