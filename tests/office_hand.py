"""An office worker's hand in LibreOffice Calc, moved by JSON lines; runs under the Python that LibreOffice's uno belongs to.

Argument: the port of a soffice that accepts on loopback. In: `["enter", 0, 1, "Bo"]`, a command and its arguments. Out:
one line each, `{"done": …}` or `{"failed": "…"}`. Rows and columns count from 0, row 0 holds the headers. What is done
goes through the dispatcher wherever it can, the same way as menus and keys. Used by office.py.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from pathlib import Path
from typing import Any

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import TableSortField
from com.sun.star.task import XInteractionHandler

CSV_FILTER = "Text - txt - csv (StarCalc)"
ODS_FILTER = "calc8"
CONNECT_SECONDS = 30.0


def make_properties(**values: Any) -> tuple[Any, ...]:
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def connect(port: int) -> Any:
    """Return soffice's component context; waits until it listens."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    address = f"uno:socket,host=127.0.0.1,port={port},tcpNoDelay=1;urp;StarOffice.ComponentContext"
    end = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            return resolver.resolve(address)
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


class PressEnter(unohelper.Base, XInteractionHandler):  # type: ignore[misc]
    """Answers what LibreOffice asks with yes, its default button. count: the questions so far.

    What is asked cannot be told: pyuno fails to convert a request, which is an exception.
    """

    def __init__(self) -> None:
        self.count = 0

    def handle(self, request: Any) -> None:
        """Called by LibreOffice."""
        self.count += 1
        approval = uno.getTypeByName("com.sun.star.task.XInteractionApprove")
        for answer in request.getContinuations():
            if answer.queryInterface(approval):
                answer.select()


class Hand:
    """The commands; each public method is one."""

    def __init__(self, context: Any) -> None:
        self._desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        self._dispatcher = context.ServiceManager.createInstance("com.sun.star.frame.DispatchHelper")
        self._document: Any = None

    def open(self, path: str, options: str) -> None:
        """Open a CSV file as after OK in the import dialog with these choices (FilterOptions)."""
        properties = make_properties(FilterName=CSV_FILTER, FilterOptions=options)
        self._document = self._desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, properties)

    def read(self) -> list[list[str]]:
        """Return what the sheet shows, headers first."""
        cursor = self._sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return [
            [self._sheet.getCellByPosition(column, row).String for column in range(end.EndColumn + 1)]
            for row in range(end.EndRow + 1)
        ]

    def enter(self, row: int, column: int, text: str) -> None:
        """Type into a cell and press Enter."""
        self._go_to(row, column)
        self._dispatch("EnterString", StringName=text)

    def insert_row(self, row: int) -> None:
        self._go_to(row, 0)
        self._dispatch("InsertRowsBefore")

    def delete_row(self, row: int) -> None:
        self._go_to(row, 0)
        self._dispatch("DeleteRows")

    def sort(self, column: int, is_ascending: bool) -> None:
        """Sort the table by a column, headers apart."""
        self._go_to(0, 0)
        self._dispatch("DataSort", ByRows=True, HasHeader=True, Col1=column + 1, Ascending1=is_ascending)

    def sort_alone(self, column: int, is_ascending: bool) -> None:
        """Sort the cells of one selected column only: the answer "Current selection" to LibreOffice's question."""
        rows = len(self.read())
        cells = self._sheet.getCellRangeByPosition(column, 1, column, rows - 1)
        field = TableSortField(Field=0, IsAscending=is_ascending)
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        cells.sort(make_properties(SortFields=fields, ContainsHeader=False))

    def undo(self) -> None:
        self._dispatch("Undo")

    def save(self) -> int:
        """Save under the same name in the same form, whatever is asked; returns the number of questions.

        Headless, Ctrl+S itself takes every question for cancelled.
        """
        enter = PressEnter()
        self._document.storeSelf(make_properties(InteractionHandler=enter))
        return enter.count

    def save_as_ods(self, path: str) -> None:
        """Save under another name as a workbook, which is what the document is from then on."""
        self._document.storeAsURL(Path(path).as_uri(), make_properties(FilterName=ODS_FILTER))

    def close(self) -> None:
        """Close the document, if one is open, without saving."""
        if self._document is not None:
            self._document.close(True)
        self._document = None

    @property
    def _sheet(self) -> Any:
        return self._document.Sheets[0]

    def _go_to(self, row: int, column: int) -> None:
        cell = self._sheet.getCellByPosition(column, row)
        self._dispatch("GoToCell", ToPoint=cell.AbsoluteName.rpartition(".")[2])

    def _dispatch(self, command: str, **values: Any) -> None:
        frame = self._document.CurrentController.Frame
        self._dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, make_properties(**values))


def answer(hand: Hand, line: str) -> dict[str, Any]:
    name, *arguments = json.loads(line)
    try:
        return {"done": getattr(hand, name)(*arguments)}
    except Exception:  # noqa: BLE001 (whatever UNO raises is told to the test)
        return {"failed": traceback.format_exc()}


def main() -> None:
    hand = Hand(connect(int(sys.argv[1])))
    for line in sys.stdin:
        print(json.dumps(answer(hand, line)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
