// name: draw_obligations
// title: What a body owes, drawn
// title_vi: Nhiệm vụ của một cơ quan
// about: A body of one place, or every body of that name, its duties, and the documents that state them.
// mode: read
// param: agency string = Sở Y tế -- the id or the name of the body
// param: limit integer = 100 -- how many paths at most
// returns: path
MATCH path = (a:Agency)-[:OWES]->(:Obligation)-[:STATED_IN]->(:Document)
WHERE $agency IN [a.id, a.name]
RETURN path
LIMIT $limit
