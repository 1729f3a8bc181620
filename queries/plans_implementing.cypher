// name: plans_implementing
// title: Which plans implement a document?
// title_vi: Kế hoạch nào triển khai, thực hiện văn bản này?
// about: Texts that were loaded and implement it directly (by title, preamble or a task) or through a chain of up to six documents, with the words that say each step: the plan's own where it says the step itself.
// mode: read
// param: document string = 121/2020/QH14 -- id, number or name
// returns: plan, title, basis, hops, path, evidence
MATCH chain = (:Document {id: $document})<-[:IMPLEMENTS*1..6 {first: true}]-(plan:Document)
WHERE plan.status = 'ingested'
WITH DISTINCT plan, reverse([step IN nodes(chain) | step.id]) AS path
WHERE all(i IN range(0, size(path) - 2) WHERE NOT path[i] IN path[i + 1..size(path)])
UNWIND range(0, size(path) - 2) AS i
MATCH (a:Document {id: path[i]})-[r:IMPLEMENTS]->(:Document {id: path[i + 1]})
WITH plan, path, i, r ORDER BY r.asserted_by <> plan.id, r.asserted_by
WITH plan, path, i, head(collect(r)) AS r
WITH plan, path, i, {source: path[i], target: path[i + 1], basis: r.basis, section: r.section, quote: r.evidence,
                     start: r.start, end: r.end, asserted_by: r.asserted_by} AS step
ORDER BY i
WITH plan, path, collect(step) AS evidence
RETURN plan.id AS plan, plan.title AS title, evidence[0].basis AS basis, size(evidence) AS hops, path, evidence
ORDER BY plan, hops, path
