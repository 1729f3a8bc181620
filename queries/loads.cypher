// name: loads
// title: Which loads changed the graph, and what did each of them?
// title_vi: Những lần nạp nào đã thay đổi đồ thị, và mỗi lần thay đổi gì?
// about: The journal of loads and removals, a row for each that changed something, in one order, a page at a time; total counts all that fit, and key is what the next page comes after. added, changed and removed count the mentions, duties, tasks and aims of the document; created and deleted are the documents, bodies, places and provisions that nothing named before, or names since; settled are mentions in other documents that mean something else since.
// mode: read
// param: document string = -- of this document only: id, number or name; empty for all
// param: since integer = 0 -- only after the load of this number; 0 for all
// param: outcome string = -- outcomes: added, replaced or removed, several with | between them; empty for any
// param: sort string = -- in the order of load or document; with - before it from the last to the first; empty for the latest first
// param: after string = -- the key of the last row of the page before; empty for the first page
// param: limit integer = 50 -- how many rows at most
// returns: total, key, load, at, document, outcome, added, changed, removed, created, deleted, settled
MATCH (l:Load)
WHERE l.id > $since
  AND ($document = '' OR l.document = $document)
  AND ($outcome = '' OR l.outcome IN split($outcome, '|'))
WITH CASE replace($sort, '-', '') WHEN 'document' THEN l.document ELSE substring(toString(1000000000 + l.id), 1) END + ' |' + toString(l.id) AS key
ORDER BY CASE WHEN $sort = '' OR $sort STARTS WITH '-' THEN '' ELSE key END, key DESC
WITH collect(key) AS keys
WITH size(keys) AS total, [one IN keys WHERE $after = '' OR CASE WHEN $sort = '' OR $sort STARTS WITH '-' THEN one < $after ELSE one > $after END][0..$limit] AS page
UNWIND page AS key
MATCH (l:Load {id: toInteger(last(split(key, '|')))})
RETURN total, key, l.id AS load, l.at AS at, l.document AS document, l.outcome AS outcome, l.added AS added,
       l.changed AS changed, l.removed AS removed,
       [one IN l.created | {kind: split(one, ' ')[0], id: split(one, ' ')[1]}] AS created,
       [one IN l.deleted | {kind: split(one, ' ')[0], id: split(one, ' ')[1]}] AS deleted,
       [one IN l.settled | {document: split(one, ' ')[0], cites: split(one, ' ')[1], before: split(one, ' ')[2],
                            after: split(one, ' ')[3], status: split(one, ' ')[4]}] AS settled
ORDER BY CASE WHEN $sort = '' OR $sort STARTS WITH '-' THEN '' ELSE key END, key DESC
