"""Attempts to change a graph through a statement that is only to ask: every clause, in every disguise."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What changes data, one of each kind and form.
WRITES = (
    "CREATE (:Hacked {id: 'x'})",
    "CREATE (a:Hacked)-[:HACKED]->(b:Hacked) RETURN a, b",
    "INSERT (:Hacked {id: 'x'})",
    "MATCH (a:Agency), (d:Document) CREATE (a)-[:HACKED]->(d)",
    "MERGE (a:Agency {id: 'hacked'}) RETURN a",
    "MERGE (a:Agency {id: 'hacked'}) ON CREATE SET a.name = 'x' ON MATCH SET a.name = 'y'",
    "MATCH (a:Agency) MERGE (a)-[:HACKED]->(a)",
    "MATCH (a:Agency) SET a.name = 'hacked'",
    "MATCH (a:Agency) SET a = {id: 'hacked'}",
    "MATCH (a:Agency) SET a += $map",
    "MATCH (a:Agency) SET a:Hacked",
    "MATCH (a:Agency) SET a['name'] = 'hacked'",
    "MATCH (a:Agency) WITH a LIMIT 1 SET a.name = 'hacked' RETURN a.name",
    "MATCH ()-[r]->() SET r.hacked = true",
    "MATCH (a:Agency) REMOVE a.name",
    "MATCH (a:Agency) REMOVE a:Agency",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (a:Agency) DELETE a",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) NODETACH DELETE n",
    "MATCH (d:Document) WHERE d.id = $id DETACH DELETE d",
    "FOREACH (i IN range(1, 3) | CREATE (:Hacked {i: i}))",
    "MATCH (a:Agency) WITH collect(a) AS all FOREACH (a IN all | SET a.hacked = 1)",
    "UNWIND range(1, 3) AS i CALL (i) { CREATE (:Hacked {i: i}) } IN TRANSACTIONS OF 1 ROW",
    "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS",
    "CALL { CREATE (h:Hacked) RETURN h } RETURN h",
    "RETURN 1 AS one UNION CREATE (h:Hacked) RETURN 1 AS one",
    "WITH 1 AS one CREATE (h:Hacked {one: one}) RETURN h",
    "UNWIND $list AS i MERGE (h:Hacked {i: i}) RETURN count(h)",
    "OPTIONAL MATCH (n:Nothing) CREATE (h:Hacked) RETURN h",
    "RETURN EXISTS { CREATE (h:Hacked) RETURN h }",
    "RETURN COUNT { MATCH (a:Agency) DETACH DELETE a RETURN 1 }",
    "RETURN COLLECT { CREATE (h:Hacked) RETURN h.id }",
)
# What changes the schema, users or databases, or what is beside the graph.
OTHERS = (
    "CREATE INDEX hacked FOR (a:Agency) ON (a.level)",
    "CREATE RANGE INDEX hacked IF NOT EXISTS FOR ()-[r:OWES]-() ON (r.role)",
    "CREATE FULLTEXT INDEX hacked FOR (a:Agency) ON EACH [a.name]",
    "CREATE CONSTRAINT hacked FOR (a:Agency) REQUIRE a.name IS NOT NULL",
    "DROP INDEX hacked IF EXISTS",
    "DROP INDEX `Agency[id]`",
    "DROP CONSTRAINT agency_id",
    "CREATE DATABASE hacked",
    "DROP DATABASE nghiavu",
    "STOP DATABASE neo4j",
    "CREATE USER hacked SET PASSWORD 'hacked-hacked'",
    "ALTER USER neo4j SET PASSWORD 'hacked-hacked'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'hacked-hacked'",
    "DROP USER neo4j",
    "GRANT ROLE admin TO reader",
    "SHOW USERS",
    "SHOW TRANSACTIONS YIELD transactionId TERMINATE TRANSACTIONS transactionId YIELD message RETURN message",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "BEGIN",
    "COMMIT",
    "START TRANSACTION",
    "TRUNCATE TYPE Agency",
    "DELETE FROM Agency",
    "INSERT INTO Agency SET id = 'hacked'",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD CSV WITH HEADERS FROM 'http://127.0.0.1:9/x.csv' AS line RETURN line",
    "LOAD CSV FROM 'file:///etc/passwd' AS line CREATE (:Hacked {line: line})",
    "USE system MATCH (n) DETACH DELETE n",
    "USE neo4j MATCH (n) DETACH DELETE n",
    "CALL dbms.setConfigValue('db.transaction.timeout', '0')",
    "CALL dbms.security.createUser('hacked', 'hacked-hacked', false)",
    "CALL dbms.killConnection('bolt-1')",
    "CALL db.createLabel('Hacked')",
    "CALL db.createProperty('hacked')",
    "CALL db.createRelationshipType('HACKED')",
    "CALL db.index.fulltext.createNodeIndex('hacked', ['Agency'], ['name'])",
    "CALL db.clearQueryCaches()",
    "CALL db.migrateLegacyTemporals()",
    "CALL apoc.create.node(['Hacked'], {id: 'x'}) YIELD node RETURN node",
    "CALL apoc.merge.node(['Hacked'], {id: 'x'}, {}, {}) YIELD node RETURN node",
    "CALL apoc.cypher.runWrite('CREATE (:Hacked)', {}) YIELD value RETURN value",
    "CALL apoc.cypher.doIt('CREATE (:Hacked)', {}) YIELD value RETURN value",
    "CALL apoc.do.when(true, 'CREATE (h:Hacked) RETURN h', '', {}) YIELD value RETURN value",
    "CALL apoc.periodic.iterate('MATCH (n) RETURN n', 'DETACH DELETE n', {})",
    "CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value",
    "CALL apoc.export.csv.all('/tmp/hacked.csv', {})",
    "CALL merge.node(['Hacked'], {id: 'x'}) YIELD node RETURN node",
    "CALL do.when(true, 'CREATE (h:Hacked) RETURN h', '', {}) YIELD value RETURN value",
    "MATCH (a:Agency) WITH collect(a)[0..2] AS two CALL refactor.mergeNodes(two) YIELD node RETURN node",
    "MATCH (a:Agency) WITH collect(a) AS all CALL refactor.cloneNodesWithRelationships(all) YIELD output RETURN output",
    "CALL `apoc`.`create`.`node`(['Hacked'], {}) YIELD node RETURN node",
    "RETURN apoc.cypher.runFirstColumnSingle('CREATE (h:Hacked) RETURN h', {}) AS h",
)
# What every disguise is tried on.
_DISGUISED = (
    "MATCH (n) DETACH DELETE n",
    "CREATE (:Hacked {id: 'x'})",
    "MATCH (a:Agency) SET a.name = 'hacked'",
    "CREATE INDEX hacked FOR (a:Agency) ON (a.level)",
    "DROP INDEX `Agency[id]`",
)


def disguises(statement: str) -> Iterator[str]:
    """The statement in forms that a careless reader would let pass."""
    yield statement.lower()
    yield "".join(c.upper() if place % 2 else c.lower() for place, c in enumerate(statement))
    yield f"EXPLAIN {statement}"
    yield f"PROFILE {statement}"
    yield f"/* only asks */ explain /* really */ {statement}"
    yield f"CYPHER runtime=slotted PROFILE {statement}"
    yield f"CYPHER 5 {statement}"
    yield f"// RETURN 1\n{statement}"
    yield f"/* RETURN 1 */{statement}"
    yield re.sub(r" ", "/**/", statement)
    yield re.sub(r" ", "\n", statement)
    yield re.sub(r" ", "\u00a0", statement)
    yield re.sub(r" ", "\u2003", statement)
    yield f"\ufeff{statement}"
    yield f"RETURN 1; {statement}"
    yield f"{statement}; RETURN 1"
    yield f";{statement}"
    yield f"RETURN 1 // \r{statement}"
    yield f"RETURN 1 /* \n */ {statement}"
    yield f"RETURN ' /* ' {statement} // */'"
    yield f"RETURN '\\\\' {statement} //'"
    yield f"RETURN '\\u0027 {statement} //'"
    yield f"RETURN `\\u0060 {statement} //`"
    yield "".join(f"\\u{ord(c):04x}" if c.isalpha() else c for c in statement)
    yield re.sub(r"^(.)", lambda match: f"\\u{ord(match[1]):04X}", statement)
    yield re.sub(r"^(..)", r"\1/**/", statement)
    yield re.sub(r"^(..)", "\\1\u200b", statement)
    yield statement.replace("E", "\uff25")  # a wide E
    yield f"CALL {{ {statement} }}"
    yield f"CALL () {{ {statement} }} RETURN 1"
    yield f"MATCH (a) WITH a {statement}"


ATTEMPTS = tuple(dict.fromkeys([*WRITES, *OTHERS, *(form for one in _DISGUISED for form in disguises(one))]))
# What the parameters of the attempts are.
GIVEN = {"map": {"name": "hacked"}, "id": "x", "list": [1, 2, 3]}
