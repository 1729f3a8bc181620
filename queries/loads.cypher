// name: loads
// title: Which loads changed the graph, and what did each of them?
// title_vi: Những lần nạp nào đã thay đổi đồ thị, và mỗi lần thay đổi gì?
// about: The journal of loads and removals, a row for each that changed something, the latest first, a page at a time; key is what the next page comes after. added, changed and removed count the mentions, duties, tasks and aims of the document; created and deleted are the documents, bodies, places and provisions that nothing named before, or names since; settled are mentions in other documents that mean something else since. The page is read in the order of an index, so that it costs the same however many there are.
// mode: read
// param: since integer = 0 -- only after the load of this number; 0 for all
// param: outcome string of added|replaced|removed = -- outcomes: added, replaced or removed, several with | between them; empty for any
// param: after integer = 999999999 -- the key of the last row of the page before; 999999999 for the first page
// param: limit integer = 50 -- how many rows at most
// returns: key, load, at, document, outcome, added, changed, removed, created, deleted, settled
MATCH (l:Load)
WHERE l.id < $after AND l.id > $since AND ($outcome = '' OR l.outcome IN split($outcome, '|'))
RETURN l.id AS key, l.id AS load, l.at AS at, l.document AS document, l.outcome AS outcome, l.added AS added,
       l.changed AS changed, l.removed AS removed,
       [one IN l.created | {kind: split(one, ' ')[0], id: split(one, ' ')[1]}] AS created,
       [one IN l.deleted | {kind: split(one, ' ')[0], id: split(one, ' ')[1]}] AS deleted,
       [one IN l.settled | {document: split(one, ' ')[0], cites: split(one, ' ')[1], before: split(one, ' ')[2],
                            after: split(one, ' ')[3], status: split(one, ' ')[4]}] AS settled
ORDER BY l.id DESC
LIMIT $limit
