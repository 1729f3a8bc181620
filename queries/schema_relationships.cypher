// name: schema_relationships
// title: Which kinds of relationships are there?
// title_vi: Có những loại quan hệ nào?
// about: Every type between two kinds of nodes, with how many there are and the properties they have.
// cost: It reads every relationship, as any may have a property that no other has.
// mode: read
// returns: pattern, count, properties
MATCH (a)-[r]->(b)
WITH r, CASE WHEN a:Document THEN 'Document' ELSE labels(a)[0] END AS start,
     CASE WHEN b:Document THEN 'Document' ELSE labels(b)[0] END AS stop
WITH r, '(:' + start + ')-[:' + type(r) + ']->(:' + stop + ')' AS pattern
UNWIND keys(r) + [''] AS property
WITH pattern, property, count(*) AS relationships
ORDER BY pattern, property
WITH pattern, max(relationships) AS count, [name IN collect(property) WHERE name <> ''] AS properties
RETURN pattern, count, properties
ORDER BY pattern
