"""What SQLite itself needs for the rows of a measurement, over the same database file.

One order a line on standard input (JSON), one answer a line on standard output: the nanoseconds of
each time, and how many rows and bytes there were. Nothing but Python's own sqlite3 is used.
"""

import json
import os
import sqlite3
import sys
import time

CARD = "SELECT c.id, c.card, k.file_key FROM case_file c JOIN case_key k ON k.case_id = c.id"


def opened(path):
    # Transactions are begun and ended by hand.
    db = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        db.execute("PRAGMA " + pragma)
    return db


def timed(times, work):
    took = []
    rows = []
    for _ in range(times):
        begun = time.perf_counter_ns()
        rows = work()
        took.append(time.perf_counter_ns() - begun)
    return {
        "ns": took,
        "rows": len(rows),
        "bytes": sum(len(v) if isinstance(v, (bytes, str)) else 8 for row in rows for v in row),
    }


class Floor:
    def __init__(self):
        self.db = None
        self.copy = None

    def open(self, path):
        self.db = opened(path)
        return {}

    def board(self, times):
        council = self.db.execute("SELECT id FROM council").fetchone()
        sql = CARD + " WHERE c.council_id = ? ORDER BY c.urgency DESC, c.due_on, c.no LIMIT 2000"
        return timed(times, lambda: self.db.execute(sql, council).fetchall())

    def case(self, times, case):
        key = (bytes.fromhex(case),)
        sql = CARD.replace(" FROM", ", c.no, c.status, c.urgency, c.due_on, c.accepted_on, c.seq, b.body"
            ", b.place, k.place_key FROM", 1) + (
            " JOIN case_body b ON b.case_id = c.id WHERE c.id = ?"
        )
        return timed(times, lambda: self.db.execute(sql, key).fetchall())

    def cards(self, times, cases):
        keys = [(bytes.fromhex(case),) for case in cases]
        sql = CARD + " WHERE c.id = ?"
        return timed(times, lambda: [self.db.execute(sql, key).fetchone() for key in keys])

    def take(self, path):
        """Copies the database and looks what the last command left in it."""
        self.copy = opened(path)
        self.db.backup(self.copy)
        copy = self.copy
        last = lambda table, order: list(
            copy.execute(f"SELECT * FROM {table} ORDER BY {order} DESC LIMIT 1").fetchone()
        )
        self.event = last("event", "seq")
        self.line = last("timeline", "seq")
        self.seen = last("command_seen", "seq")
        self.audit = last("audit", "seq")
        self.cases = copy.execute(
            "SELECT c.id, c.card, b.body, b.place FROM case_file c"
            " JOIN case_body b ON b.case_id = c.id ORDER BY c.id"
        ).fetchall()
        self.at = 0
        return {}

    def command(self, times):
        """Durable transactions with the rows and bytes of one command each, of one case after the other."""
        cases = [self.cases[(self.at + time) % len(self.cases)] for time in range(times)]
        self.at += times
        took = [self.written([case]) for case in cases]
        return {"ns": took, "rows": 7, "bytes": 0}

    def together(self, times, commands):
        """Durable transactions with the rows and bytes of so many commands in one case."""
        took = [self.written(self.cases[:1] * commands) for _ in range(times)]
        return {"ns": took, "rows": 7 * commands, "bytes": 0}

    def written(self, cases):
        """The nanoseconds of one durable transaction with one command in each of these cases."""
        commands = [self.next_rows(*case) for case in cases]
        begun = time.perf_counter_ns()
        self.copy.execute("BEGIN IMMEDIATE")
        for rows in commands:
            self.write(*rows)
        self.copy.execute("COMMIT")
        return time.perf_counter_ns() - begun

    def next_rows(self, case, card, body, place):
        """What one more command leaves in that case."""
        self.event[1] += 1
        self.audit[1] += 1
        seq = self.event[1]
        self.event[2], self.event[3], self.event[4] = os.urandom(16), case, os.urandom(16)
        self.line[0], self.line[1] = case, seq
        self.seen[0], self.seen[3] = self.event[4], seq
        added = [list(row) for row in (self.event, self.line, self.seen, self.audit)]
        return added, (seq, card, case), (body, place, case)

    def write(self, added, card, body):
        event, line, seen, audit = added
        self.copy.execute(
            "UPDATE council SET seq = ?, audit_seq = ?, audit_head = ?", (event[1], audit[1], audit[8])
        )
        insert(self.copy, "event", event)
        insert(self.copy, "timeline", line)
        self.copy.execute("UPDATE case_file SET seq = ?, card = ? WHERE id = ?", card)
        self.copy.execute("UPDATE case_body SET body = ?, place = ? WHERE case_id = ?", body)
        insert(self.copy, "command_seen", seen)
        insert(self.copy, "audit", audit)

    def audited(self, times, case):
        """The raw read of a case after one durable audit row."""
        took = []
        copy = self.copy
        key = (bytes.fromhex(case),)
        sql = CARD.replace(" FROM", ", b.body FROM", 1) + (
            " JOIN case_body b ON b.case_id = c.id WHERE c.id = ?"
        )
        for _ in range(times):
            self.audit[1] += 1
            begun = time.perf_counter_ns()
            copy.execute(sql, key).fetchall()
            copy.execute("BEGIN IMMEDIATE")
            copy.execute(
                "UPDATE council SET audit_seq = ?, audit_head = ?", (self.audit[1], self.audit[8])
            )
            insert(copy, "audit", self.audit)
            copy.execute("COMMIT")
            took.append(time.perf_counter_ns() - begun)
        return {"ns": took, "rows": 2, "bytes": 0}


def insert(db, table, row):
    db.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)


def main():
    floor = Floor()
    for line in sys.stdin:
        order = json.loads(line)
        answer = getattr(floor, order.pop("do"))(**order)
        print(json.dumps(answer), flush=True)


main()
