// name: citations_by_id
// title: Which mentions of documents are there, by what is known of them?
// title_vi: Có những viện dẫn nào, theo mức độ xác định?
// about: Mentions in the order of their ids (of their documents), a page at a time; key is what the next page comes after. The page is read in the order of an index, so that it costs the same however many mentions there are; where few have the status, those between them are read too. Several values of one filter stand with | between them.
// mode: read
// param: status string of resolved|ambiguous|unknown = -- resolved (one document), ambiguous (several) or unknown (none that is known); empty for any
// param: after string = -- the key of the last row of the page before; empty for the first page
// param: limit integer = 50 -- how many rows at most
// returns: key, id, document, title, section, footnote, text, cites, type, number, name, issued, issuer, provision, status, candidates, start, end
MATCH (c:Citation)-[:IN]->(d:Document)
WHERE c.id > $after AND ($status = '' OR c.status IN split($status, '|'))
RETURN c.id AS key, c.id AS id, d.id AS document, d.title AS title, c.section AS section, c.footnote AS footnote,
       c.text AS text, head([(c)-[:REFERS_TO]->(e:Document) | e.id]) AS cites,
       coalesce(head([(c)-[:REFERS_TO]->(e:Document) | e.type]), c.type) AS type,
       coalesce(head([(c)-[:REFERS_TO]->(e:Document) | e.number]), c.number) AS number,
       coalesce(head([(c)-[:REFERS_TO]->(e:Document) | e.name]), c.name) AS name,
       head([(c)-[:REFERS_TO]->(e:Document) | e.issued]) AS issued, head([(c)-[:REFERS_TO]->(e:Document) | e.issuer]) AS issuer,
       c.provision AS provision, c.status AS status, coalesce(c.candidates, []) AS candidates, c.start AS start, c.end AS end
ORDER BY c.id
LIMIT $limit
