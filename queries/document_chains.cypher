// name: document_chains
// title: What does a document carry out, and what carries it out?
// title_vi: Văn bản này thực hiện văn bản nào, và văn bản nào thực hiện nó?
// about: Every step of the chains of up to six documents that lead up from a document, each implementing, detailing or resting on the next, and down to it, each implementing or detailing the next; with the words that say each step, the document's own where it says the step itself. steps is how far from the document a step ends.
// mode: read
// param: document string = 121/2020/QH14 -- id, number or name
// returns: direction, steps, source, relation, target, basis, section, quote, asserted_by, start, end
CALL {
  MATCH chain = (:Document {id: $document})-[:IMPLEMENTS|DETAILS|BASED_ON*1..6 {first: true}]->(:Document)
  RETURN 'up' AS direction, [step IN nodes(chain) | step.id] AS path
  UNION
  MATCH chain = (:Document {id: $document})<-[:IMPLEMENTS|DETAILS*1..6 {first: true}]-(:Document)
  RETURN 'down' AS direction, reverse([step IN nodes(chain) | step.id]) AS path
}
WITH direction, path
WHERE all(i IN range(0, size(path) - 2) WHERE NOT path[i] IN path[i + 1..size(path)])
UNWIND range(0, size(path) - 2) AS i
WITH direction, path[i] AS source, path[i + 1] AS target, min(CASE direction WHEN 'up' THEN i + 1 ELSE size(path) - 1 - i END) AS steps
MATCH (:Document {id: source})-[r:IMPLEMENTS|DETAILS|BASED_ON]->(:Document {id: target})
WHERE direction = 'up' OR type(r) <> 'BASED_ON'
WITH direction, steps, source, target, r ORDER BY r.asserted_by <> $document, r.asserted_by, type(r) DESC
WITH direction, steps, source, target, head(collect(r)) AS r
RETURN direction, steps, source, type(r) AS relation, target, r.basis AS basis, r.section AS section, r.evidence AS quote,
       r.asserted_by AS asserted_by, r.start AS start, r.end AS end
ORDER BY direction DESC, steps, source, target
