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
MATCH (p:Document)-[c:CITES]->(d:Document)
WHERE p.status = 'ingested'
WITH d, p, sum(c.mentions) AS mentions ORDER BY p.id
WITH d, count(p) AS plans, sum(mentions) AS mentions, collect(p.id) AS cited_by
WHERE plans >= $least AND ($most = 0 OR plans <= $most)
  AND ($document = '' OR $document IN cited_by) AND ($other_document = '' OR $other_document IN cited_by)
RETURN d.id AS id, d.type AS type, d.number AS number, d.name AS name, d.issued AS issued, d.issuer AS issuer, plans,
       mentions, cited_by
ORDER BY plans DESC, mentions DESC, id
