// name: shared_citations
// title: Which documents do several plans cite?
// title_vi: Những văn bản nào được nhiều kế hoạch viện dẫn?
// about: Documents by the number of loaded texts that cite them, most first; mentions counts every mention.
// cost: It reads every citation of one document by another, as it counts them.
// mode: read
// param: least integer = 2 -- how many texts must cite it at least
// param: most integer = 0 -- how many texts cite it at most; 0 for any number
// param: document string = -- only those that this text cites: id, number or name; empty for any
// param: other_document string = -- only those that this text cites too: id, number or name; empty for any
// returns: id, type, number, name, issued, issuer, plans, mentions, cited_by
MATCH (d:Document)
WITH d, COLLECT {
  MATCH (p:Document {status: 'ingested'})-[c:CITES]->(d)
  WITH p.id AS id, sum(c.mentions) AS mentions
  RETURN {id: id, mentions: mentions} ORDER BY id
} AS citing
WHERE size(citing) >= $least AND ($most = 0 OR size(citing) <= $most)
  AND ($document = '' OR any(one IN citing WHERE one.id = $document))
  AND ($other_document = '' OR any(one IN citing WHERE one.id = $other_document))
WITH d, [one IN citing | one.id] AS cited_by, reduce(all = 0, one IN citing | all + one.mentions) AS mentions
RETURN d.id AS id, d.type AS type, d.number AS number, d.name AS name, d.issued AS issued, d.issuer AS issuer,
       size(cited_by) AS plans, mentions, cited_by
ORDER BY plans DESC, mentions DESC, id
