"""A schema with everything an executor may meet, and two ways to run it."""

from collections.abc import Iterator
from enum import Enum, StrEnum
from inspect import isawaitable
from typing import Annotated, Any, NewType

import strawberry
from graphql import DocumentNode, ExecutionResult, parse, validate
from graphql.execution import Executor
from strawberry.execution import optimized_is_awaitable
from strawberry.extensions import FieldExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from schema.execution.executor import PlainExecutor

Odd = NewType("Odd", object)


@strawberry.enum
class Colour(StrEnum):
    RED = "RED"
    BLUE = "BLUE"


@strawberry.enum
class Size(Enum):
    SMALL = 1
    LARGE = 2


async def _said() -> str:
    return "soon"


class Trouble(Exception):
    """What a resolver of the toys raises."""


class Louder(FieldExtension):
    """Changes what a field answers."""

    def resolve(self, next_: Any, source: Any, info: Any, **named: Any) -> Any:
        """Answer in capitals."""
        return next_(source, info, **named).upper()


@strawberry.interface
class Animal:
    name: str
    age: int | None = None

    @strawberry.field
    def shouted(self) -> str:
        return self.name.upper()


@strawberry.type
class Leg:
    length: float
    colour: Colour | None = None

    @strawberry.field
    def broken(self) -> str:
        raise Trouble

    @strawberry.field
    async def later(self) -> int:
        return int(self.length)


@strawberry.type
class Cat(Animal):
    colour: Colour = Colour.RED
    legs: list[Leg] = strawberry.field(default_factory=list)
    calls: strawberry.Private[int] = 0

    @strawberry.field
    def mother(self) -> "Cat | None":
        return Cat(name="Mother", legs=[Leg(length=1)]) if self.name == "Tom" else None

    @strawberry.field
    def missing(self) -> str:
        return None  # type: ignore[return-value]

    @strawberry.field
    def size(self) -> Size:
        return Size.LARGE

    @strawberry.field
    def counted(self) -> int:
        self.calls += 1
        return self.calls

    @strawberry.field
    def called(self, prefix: str = "Mr") -> str:
        return f"{prefix} {self.name}"


@strawberry.type
class Puppy(Animal):
    good: bool = True


@strawberry.type
class Dog(Animal):
    friends: list[Animal] = strawberry.field(default_factory=list)
    odd: Odd | None = None

    @strawberry.field
    def legs(self) -> list[Leg | None] | None:
        return [Leg(length=2), None, Leg(length=3, colour=Colour.BLUE)]

    @strawberry.field
    def huge(self) -> int:
        return 2**40

    @strawberry.field
    def trouble(self) -> str | None:
        raise Trouble

    @strawberry.field
    def soon(self) -> str:
        return _said()  # type: ignore[return-value] # a coroutine from a function that is none

    @strawberry.field
    def spelled(self) -> list[str] | None:
        return self.name  # type: ignore[return-value] # a text is no list to the library

    @strawberry.field(extensions=[Louder()])  # type: ignore[untyped-decorator] # with extensions it is Any
    def louder(self) -> str:
        return self.name

    @strawberry.field
    def told(self, info: strawberry.Info[None, None]) -> str:
        return info.field_name

    @strawberry.field
    def words(self) -> list[str]:
        return (each for each in ("a", "b"))  # type: ignore[return-value] # stock takes any iterable


Pet = Annotated[Cat | Dog, strawberry.union("Pet")]


@strawberry.type
class Query:
    @strawberry.field
    def pets(self) -> list[Pet | None]:
        return [*good(), *bad()]

    @strawberry.field
    def strict(self) -> list[Pet]:
        return [*good(), *bad()]

    @strawberry.field
    async def animals(self) -> list[Animal | None]:
        return [*good(), None, Puppy(name="Pup"), *bad()]

    @strawberry.field
    def healthy(self) -> list[Animal]:
        return [*good(), Puppy(name="Pup")]

    @strawberry.field
    def tom(self) -> Cat:
        return good()[0]  # type: ignore[return-value]

    @strawberry.field
    async def rex(self) -> Dog | None:
        return good()[1]  # type: ignore[return-value]

    @strawberry.field
    def nobody(self) -> Cat | None:
        return None

    @strawberry.field
    def kitten(self) -> Cat:
        return Kitten(name="Sub", legs=[Leg(length=1)])

    @strawberry.field
    def stray(self) -> Cat | None:
        return Leg(length=1)  # type: ignore[return-value]

    @strawberry.field
    def nothing(self) -> Cat:
        return None  # type: ignore[return-value]

    @strawberry.field
    def no_pet(self) -> list[Pet | None]:
        return [good()[0], Puppy(name="Pup")]  # type: ignore[list-item]

    @strawberry.field
    def no_list(self) -> list[Animal] | None:
        return 5  # type: ignore[return-value]


def good() -> list[Cat | Dog]:
    """Pets of which most fields can be completed."""
    tom = Cat(name="Tom", age=3, legs=[Leg(length=1.5), Leg(length=2, colour=Colour.BLUE)])
    return [tom, Dog(name="Rex", friends=[tom, Puppy(name="Pup")], odd=Odd(7))]


def bad() -> list[Cat | Dog]:
    """Pets with something wrong in each, or merely unusual."""
    return [
        Cat(name=None, colour="GREEN"),  # type: ignore[arg-type]
        Cat(name="Lame", legs=[Leg(length=float("nan")), Leg(length="1.5")]),  # type: ignore[arg-type]
        Cat(name="Late", age=Later()),  # type: ignore[arg-type]
        Kitten(name="Sub", colour="BLUE"),  # type: ignore[arg-type]
        Dog(name=Trouble(), odd=Odd(Trouble())),  # type: ignore[arg-type]
        Dog(name=Colour.RED, age=True, friends=None, odd=Odd(0)),  # type: ignore[arg-type]
    ]


class Kitten(Cat):
    """A class of Python that is no type of the schema."""


class Later:
    """Something to await that is no coroutine."""

    def __await__(self) -> Iterator[Any]:
        return iter(())


is_awaitable: Any = optimized_is_awaitable
CONFIG = StrawberryConfig(
    scalar_map={Odd: strawberry.scalar(name="Odd", serialize=lambda value: value or None)}
)
TOYS = strawberry.Schema(Query, types=[Puppy], config=CONFIG)


async def run(
    executor_class: type[Executor[Any]], document: DocumentNode, *, on: bool = True
) -> ExecutionResult:
    """Return the answer to a document whose variable is `on`."""
    executor = executor_class.build(
        TOYS._schema, document, raw_variable_values={"on": on}, is_awaitable=is_awaitable
    )
    assert isinstance(executor, Executor), executor
    result: Any = executor.execute_operation()
    answer: ExecutionResult = await result if isawaitable(result) else result
    return answer


def told(answer: ExecutionResult) -> tuple[Any, list[Any]]:
    """Return all a client is told, and what lies behind each error."""
    errors = [(each.formatted, type(each.original_error)) for each in answer.errors or ()]
    return answer.data, errors


async def both_ways(text: str, *, on: bool = True) -> tuple[Any, Any]:
    """Return what the library tells, and what ours tells: the first time, and when it knows the document."""
    document = parse(text)
    assert not validate(TOYS._schema, document), text
    library = told(await run(StrawberryGraphQLCoreExecutionContext, document, on=on))
    first = told(await run(PlainExecutor, document, on=on))
    again = told(await run(PlainExecutor, document, on=on))
    assert again == first
    return library, first
