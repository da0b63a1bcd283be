"""The demo data: orders of three stores and the customers who placed them."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

STORES = MappingProxyType({"1": "Harbour Street", "2": "Old Mill", "3": "Station Square"})

_CITIES = MappingProxyType(
    {
        "Anna Lindqvist": "Malmö",
        "Café Central": "Lund",
        "Bergström & Sons": "Ystad",
        "Omar Haddad": "Trelleborg",
        "Nordic Bikes": "Uppsala",
        "Ines Moreau": "Enköping",
        "Polar Hotel": "Gävle",
        "Tomasz Zieliński": "Borås",
        "Studio O'Hara": "Kungälv",
        "Green Grocer": "Alingsås",
        "Maja Holm": "Lerum",
    }
)

# Store, order number, day, customer, item, amount in cents, status.
_ROWS = (
    ("1", 1042, "2026-04-02", "Anna Lindqvist", "Espresso machine", 48900, "Delivered"),
    ("1", 1047, "2026-04-05", "Café Central", "Coffee beans, 10 kg", 16450, "Delivered"),
    ("1", 1051, "2026-04-09", "Bergström & Sons", "Milk jugs, set of 6", 7800, "Delivered"),
    ("1", 1058, "2026-04-14", "Omar Haddad", "Hand grinder", 8990, "Returned"),
    ("1", 1063, "2026-04-18", "Café Central", "Cups, 48", 21120, "Delivered"),
    ("1", 1066, "2026-04-21", "Anna Lindqvist", "Descaler, 5 l", 3250, "Delivered"),
    ("1", 1071, "2026-04-26", "Café Central", "Coffee beans, 10 kg", 16450, "Shipped"),
    ("1", 1075, "2026-04-29", "Bergström & Sons", "Water filter", 5640, "Shipped"),
    ("1", 1079, "2026-05-03", "Omar Haddad", "Kettle", 7490, "Open"),
    ("1", 1082, "2026-05-04", "Anna Lindqvist", "Tamper", 3990, "Open"),
    ("2", 2011, "2026-04-01", "Nordic Bikes", "Work stand", 23900, "Delivered"),
    ("2", 2014, "2026-04-06", "Ines Moreau", "Bicycle pump", 3495, "Delivered"),
    ("2", 2019, "2026-04-11", "Polar Hotel", "City bikes, 4", 279600, "Delivered"),
    ("2", 2022, "2026-04-13", "Nordic Bikes", "Brake pads, 50", 19750, "Delivered"),
    ("2", 2027, "2026-04-20", "Tomasz Zieliński", "Helmet", 6900, "Returned"),
    ("2", 2030, "2026-04-24", "Polar Hotel", "Locks, 8", 31920, "Shipped"),
    ("2", 2034, "2026-04-30", "Ines Moreau", "Panniers", 11900, "Shipped"),
    ("2", 2038, "2026-05-02", "Nordic Bikes", "Chains, 30", 53700, "Open"),
    ("2", 2041, "2026-05-05", "Tomasz Zieliński", "Lights", 4590, "Open"),
    ("3", 3003, "2026-04-03", "Studio O'Hara", "Desk lamp", 12900, "Delivered"),
    ("3", 3008, "2026-04-07", "Green Grocer", "Shelves, 3", 44700, "Delivered"),
    ("3", 3012, "2026-04-12", "Maja Holm", "Armchair", 62900, "Delivered"),
    ("3", 3015, "2026-04-16", "Studio O'Hara", "Desks, 2", 89800, "Delivered"),
    ("3", 3021, "2026-04-22", "Green Grocer", "Crates, 40", 27600, "Shipped"),
    ("3", 3024, "2026-04-27", "Maja Holm", "Rug", 18950, "Returned"),
    ("3", 3028, "2026-05-01", "Studio O'Hara", "Whiteboard", 21500, "Shipped"),
    ("3", 3033, "2026-05-04", "Green Grocer", "Scale", 15900, "Open"),
)


@dataclass(frozen=True, slots=True)
class Order:
    """An order; the amount is in cents of a euro."""

    store: str
    number: int
    day: date
    customer: str
    item: str
    cents: int
    status: str

    @property
    def euros(self) -> str:
        """The amount as people write it: `2,796.00`."""
        return f"{self.cents / 100:,.2f}"


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer of a store, with their number of orders and the day of the newest one."""

    name: str
    city: str
    orders: int
    last_order: date


def store_of(metadata: Mapping[str, object]) -> str | None:
    """Return `current_user.metadata.storeId` as text, for hosts send `2` as well as `"2"`."""
    store = metadata.get("storeId")
    return None if store is None else str(store)


def orders_of(store: str | None, customer: str = "") -> list[Order]:
    """Return a store's orders, oldest first; those of one customer when a name is given."""
    orders = [Order(row[0], row[1], date.fromisoformat(row[2]), *row[3:]) for row in _ROWS]
    return [o for o in orders if o.store == store and customer in {"", o.customer}]


def customers_of(store: str | None) -> list[Customer]:
    """Return the customers with orders at the store, by name."""
    orders = orders_of(store)
    customers = []
    for name in sorted({order.customer for order in orders}):
        days = [order.day for order in orders if order.customer == name]
        customers.append(Customer(name, _CITIES[name], len(days), max(days)))
    return customers


def as_csv(orders: Iterable[Order]) -> str:
    """Return the orders as CSV with a header line and amounts in euros."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(["order", "date", "customer", "item", "amount_eur", "status"])
    for order in orders:
        amount = f"{order.cents / 100:.2f}"
        row = [order.number, order.day, order.customer, order.item, amount, order.status]
        writer.writerow(row)
    return text.getvalue()
