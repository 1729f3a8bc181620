"""Records ⇄ graph: the only package that speaks Bolt.

    (:Agency)-[:OWES {role}]->(:Obligation)-[:STATED_IN]->(:Document)
    (:Obligation)-[:WITH]->(:Agency), -[:REPORTS_TO {sender, via, step}]->(:Agency)
    (:Obligation)-[:HAS_TARGET]->(:Target), -[:CITES]->(:Document)
    (:Citation)-[:IN]->(:Document), -[:REFERS_TO]->(:Document) and, of a part of it, -[:REFERS_TO]->(:Provision)
    (:Document)-[:IMPLEMENTS {basis}]->(:Document), as are BASED_ON, PROPOSED_IN, DETAILS, AMENDS, REPLACES, REPEALS,
        CORRECTS, CONSOLIDATES; (:Document)-[:CITES {mentions}]->(:Document)
    (:Document)-[:NAMES]->(:Agency or :Jurisdiction), -[:APPLIES_IN]->(:Jurisdiction), -[:HAS_TARGET]->(:Target)
    (:Agency)-[:ISSUED]->(:Document), -[:OF]->(:Jurisdiction), -[:MEMBER_OF]->(:Agency), an open set of bodies
    (:Task)-[:STATED_IN]->(:Document), a task that nobody is given
    (:Jurisdiction)-[:PART_OF]->(:Jurisdiction); (:Provision)-[:PART_OF]->(:Provision or :Document)

Every node has an `id`, and a document a second label by its type (`ingest/data/labels.toml`). Every node and
relationship says who says it (`asserted_by`, a document's id), in which words (`evidence`, or `text` of what is a
passage itself) and where (`section`, `start`, `end`). Documents, bodies, places and provisions that several texts name
carry what most of them say, or what the first of them says; the rest belongs to one document and goes with it.

    loader     one transaction a record; what it puts in place of what it takes away
    settling   undated mentions, over the whole graph
    mapping    a record as rows; members: who belongs to an open set; facts: what several texts say, made into one
    queries    the questions of `queries/`; headers: what a Cypher file says of itself
    export     everything, always in the same order
    store      the database over Bolt; server, embedded: the one that comes along
"""
