// name: schema_nodes
// title: Which kinds of nodes are there?
// title_vi: Có những loại nút nào?
// about: Every label with how many nodes have it and the properties they have; types of documents share those of Document.
// cost: It reads every node, as any may have a property that no other has.
// mode: read
// returns: pattern, count, properties
MATCH (n)
WHERE NOT n:Lock AND NOT n:Saying AND NOT n:Reading
UNWIND labels(n) AS label
WITH n, CASE WHEN n:Document AND label <> 'Document' THEN 'Document:' + label ELSE label END AS label
UNWIND CASE WHEN label STARTS WITH 'Document:' THEN [''] ELSE keys(n) + [''] END AS property
WITH label, property, count(*) AS nodes
ORDER BY label, property
WITH label, max(nodes) AS count, [name IN collect(property) WHERE name <> ''] AS properties
RETURN '(:' + label + ')' AS pattern, count, properties
ORDER BY pattern
