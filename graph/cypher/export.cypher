// name: agency_nodes
// about: Some bodies in the order of their ids.
// mode: read
// param: after string -- the id before the first
// param: limit integer -- how many at most
MATCH (n:Agency)
WHERE n.id > $after
RETURN labels(n) AS labels, properties(n) AS properties
ORDER BY n.id
LIMIT $limit

// name: citation_nodes
// about: Some mentions in the order of their ids.
// mode: read
// param: after string -- the id before the first
// param: limit integer -- how many at most
MATCH (n:Citation)
WHERE n.id > $after
RETURN labels(n) AS labels, properties(n) AS properties
ORDER BY n.id
LIMIT $limit

// name: document_nodes
// about: Some documents in the order of their ids.
// mode: read
// param: after string -- the id before the first
// param: limit integer -- how many at most
MATCH (n:Document)
WHERE n.id > $after
RETURN labels(n) AS labels, properties(n) AS properties
ORDER BY n.id
LIMIT $limit

// name: jurisdiction_nodes
// about: Some places in the order of their ids.
// mode: read
// param: after string -- the id before the first
// param: limit integer -- how many at most
MATCH (n:Jurisdiction)
WHERE n.id > $after
RETURN labels(n) AS labels, properties(n) AS properties
ORDER BY n.id
LIMIT $limit

// name: obligation_nodes
// about: Some duties in the order of their ids.
// mode: read
// param: after string -- the id before the first
// param: limit integer -- how many at most
MATCH (n:Obligation)
WHERE n.id > $after
RETURN labels(n) AS labels, properties(n) AS properties
ORDER BY n.id
LIMIT $limit

// name: provision_nodes
// about: Some provisions in the order of their ids.
// mode: read
// param: after string -- the id before the first
// param: limit integer -- how many at most
MATCH (n:Provision)
WHERE n.id > $after
RETURN labels(n) AS labels, properties(n) AS properties
ORDER BY n.id
LIMIT $limit

// name: source_nodes
// about: Some whole texts in the order of their ids.
// mode: read
// param: after string -- the id before the first
// param: limit integer -- how many at most
MATCH (n:Source)
WHERE n.id > $after
RETURN labels(n) AS labels, properties(n) AS properties
ORDER BY n.id
LIMIT $limit

// name: target_nodes
// about: Some aims in the order of their ids.
// mode: read
// param: after string -- the id before the first
// param: limit integer -- how many at most
MATCH (n:Target)
WHERE n.id > $after
RETURN labels(n) AS labels, properties(n) AS properties
ORDER BY n.id
LIMIT $limit

// name: task_nodes
// about: Some tasks that nobody is given in the order of their ids.
// mode: read
// param: after string -- the id before the first
// param: limit integer -- how many at most
MATCH (n:Task)
WHERE n.id > $after
RETURN labels(n) AS labels, properties(n) AS properties
ORDER BY n.id
LIMIT $limit

// name: agency_links
// about: What begins at these bodies.
// mode: read
// param: ids list -- of bodies
UNWIND $ids AS id
MATCH (a:Agency {id: id})-[r]->(b)
RETURN a.id AS source, type(r) AS type, labels(b) AS labels, b.id AS target, properties(r) AS properties

// name: citation_links
// about: What begins at these mentions.
// mode: read
// param: ids list -- of mentions
UNWIND $ids AS id
MATCH (a:Citation {id: id})-[r]->(b)
RETURN a.id AS source, type(r) AS type, labels(b) AS labels, b.id AS target, properties(r) AS properties

// name: document_links
// about: What begins at these documents.
// mode: read
// param: ids list -- of documents
UNWIND $ids AS id
MATCH (a:Document {id: id})-[r]->(b)
RETURN a.id AS source, type(r) AS type, labels(b) AS labels, b.id AS target, properties(r) AS properties

// name: jurisdiction_links
// about: What begins at these places.
// mode: read
// param: ids list -- of places
UNWIND $ids AS id
MATCH (a:Jurisdiction {id: id})-[r]->(b)
RETURN a.id AS source, type(r) AS type, labels(b) AS labels, b.id AS target, properties(r) AS properties

// name: obligation_links
// about: What begins at these duties.
// mode: read
// param: ids list -- of duties
UNWIND $ids AS id
MATCH (a:Obligation {id: id})-[r]->(b)
RETURN a.id AS source, type(r) AS type, labels(b) AS labels, b.id AS target, properties(r) AS properties

// name: provision_links
// about: What begins at these provisions.
// mode: read
// param: ids list -- of provisions
UNWIND $ids AS id
MATCH (a:Provision {id: id})-[r]->(b)
RETURN a.id AS source, type(r) AS type, labels(b) AS labels, b.id AS target, properties(r) AS properties

// name: source_links
// about: What begins at these whole texts.
// mode: read
// param: ids list -- of whole texts
UNWIND $ids AS id
MATCH (a:Source {id: id})-[r]->(b)
RETURN a.id AS source, type(r) AS type, labels(b) AS labels, b.id AS target, properties(r) AS properties

// name: target_links
// about: What begins at these aims.
// mode: read
// param: ids list -- of aims
UNWIND $ids AS id
MATCH (a:Target {id: id})-[r]->(b)
RETURN a.id AS source, type(r) AS type, labels(b) AS labels, b.id AS target, properties(r) AS properties

// name: task_links
// about: What begins at these tasks that nobody is given.
// mode: read
// param: ids list -- of tasks that nobody is given
UNWIND $ids AS id
MATCH (a:Task {id: id})-[r]->(b)
RETURN a.id AS source, type(r) AS type, labels(b) AS labels, b.id AS target, properties(r) AS properties
