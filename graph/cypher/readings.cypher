// name: read_already
// about: Of some texts, by their hash, those whose rows the graph has as these rules make them.
// mode: read
// param: hashes list -- of texts
// param: rules string -- digest of the rules
UNWIND $hashes AS hash
MATCH (d:Document {sha256: hash})
MATCH (r:Reading {id: d.id})
WHERE r.rules = $rules AND r.digest = d.digest
RETURN hash AS sha256, d.id AS id, d.source AS source

// name: remember
// about: Which rules made the rows that a document has.
// mode: write
// param: rows list -- document, digest, rules
UNWIND $rows AS row
MERGE (r:Reading {id: row.document})
SET r.digest = row.digest, r.rules = row.rules
