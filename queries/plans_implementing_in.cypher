// name: plans_implementing_in
// title: Which plans of a place, a year or a level implement a document?
// title_vi: Kế hoạch nào của một địa phương, một năm hoặc một cấp, triển khai, thực hiện văn bản này?
// about: Of the plans that implement it, directly or through a chain of up to six documents, those that apply in a place or one within it, were issued in a year, and by a body of a level; with the words that say each step.
// mode: read
// param: document string = 121/2020/QH14 -- id, number or name
// param: place string = -- of this place or one within it: id or name; empty for any
// param: year integer = 0 -- the year that the plan was issued in; 0 for any
// param: level string of tỉnh|huyện|xã = -- levels of who issued the plan: tỉnh, huyện or xã; empty for any
// returns: plan, title, basis, hops, path, evidence
MATCH chain = (:Document {id: $document})<-[:IMPLEMENTS*1..6 {first: true}]-(plan:Document)
WHERE plan.status = 'ingested'
  AND ($year = 0 OR plan.issued STARTS WITH toString($year))
  AND ($place = '' OR EXISTS { (plan)-[:APPLIES_IN]->(:Jurisdiction)-[:PART_OF*0..3]->(:Jurisdiction {id: $place}) })
  AND ($level = '' OR EXISTS { MATCH (plan)<-[:ISSUED]-(a:Agency) WHERE a.level IN split($level, '|') })
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
