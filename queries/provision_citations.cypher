// name: provision_citations
// title: Where are the provisions of a document cited, and who bears a duty there?
// title_vi: Điều khoản của văn bản này được viện dẫn ở đâu, và ai chịu trách nhiệm?
// about: Mentions of a document's provisions, or of one provision and of its parts, with the duties that they stand in and the bodies that bear them.
// mode: read
// param: document string = Luật Trẻ em -- the cited document: id, number or name
// param: provision string = -- as it is cited, such as khoản 3 Điều 90; empty for every provision
// returns: document, title, section, text, provision, duties, bearers, start, end
CALL {
  MATCH (:Document {id: $document})<-[:PART_OF*1..9]-(p:Provision)
  WHERE $provision = '' OR toLower(p.label) = toLower($provision)
  MATCH (p)<-[:PART_OF*0..9]-(:Provision)<-[:REFERS_TO]-(c:Citation)
  RETURN DISTINCT c
}
MATCH (c)-[:IN]->(d:Document)
RETURN d.id AS document, d.title AS title, c.section AS section, c.text AS text, c.provision AS provision,
       COLLECT {
         MATCH (d)<-[:STATED_IN]-(o:Obligation)
         WHERE o.start <= c.start AND c.start < o.end
         RETURN o {.section, .text, .start, .end} ORDER BY o.start
       } AS duties,
       COLLECT {
         MATCH (d)<-[:STATED_IN]-(o:Obligation)<-[:OWES]-(a:Agency)
         WHERE o.start <= c.start AND c.start < o.end
         RETURN DISTINCT a {.id, .name, .level, .jurisdiction, .collective} AS bearer ORDER BY bearer.id
       } AS bearers,
       c.start AS start, c.end AS end
ORDER BY document, start, end
