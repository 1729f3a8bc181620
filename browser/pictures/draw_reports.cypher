// name: draw_reports
// title: Who reports to whom, drawn
// title_vi: Ai báo cáo ai
// about: Bodies, the duties by which they report, and the bodies that they report to.
// mode: read
// param: limit integer = 100 -- how many paths at most
// returns: path
MATCH path = (:Agency)-[:OWES]->(:Obligation)-[:REPORTS_TO]->(:Agency)
RETURN path
LIMIT $limit
