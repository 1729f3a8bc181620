// name: implementation_chain
// title: What chain of documents links two documents?
// title_vi: Chuỗi văn bản nào nối hai văn bản?
// about: Every chain of up to six steps from the one to the other, each document implementing, detailing or resting on the next, with the words that say each step: the first document's own where it says the step itself.
// mode: read
// param: from_document string = 231/KH-UBND -- the plan: id, number or name
// param: to_document string = 121/2020/QH14 -- what it leads to: id, number or name
// returns: hops, path, evidence
MATCH chain = (plan:Document {id: $from_document})-[:IMPLEMENTS|DETAILS|BASED_ON*1..6 {first: true}]->(:Document {id: $to_document})
WITH DISTINCT plan, [step IN nodes(chain) | step.id] AS path
WHERE all(i IN range(0, size(path) - 2) WHERE NOT path[i] IN path[i + 1..size(path)])
UNWIND range(0, size(path) - 2) AS i
MATCH (a:Document {id: path[i]})-[r:IMPLEMENTS|DETAILS|BASED_ON]->(b:Document {id: path[i + 1]})
WITH plan, path, i, r, a, b ORDER BY r.asserted_by <> plan.id, r.asserted_by, type(r) DESC
WITH plan, path, i, head(collect(r)) AS r, a, b
WITH path, i, {source: a.id, relation: type(r), target: b.id, basis: r.basis, section: r.section, quote: r.evidence,
               start: r.start, end: r.end, asserted_by: r.asserted_by} AS step
ORDER BY i
WITH path, collect(step) AS evidence
RETURN size(evidence) AS hops, path, evidence
ORDER BY hops, path
