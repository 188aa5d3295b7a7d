"""The terms of ontology/gov.ttl as constants. Made by tools/namespace.py; do not edit."""

from pyoxigraph import NamedNode


class A4G:
    """Terms with the prefix `a4g:`."""

    Contract = NamedNode("http://data.europa.eu/a4g/ontology#Contract")
    OrganisationGroup = NamedNode("http://data.europa.eu/a4g/ontology#OrganisationGroup")
    Project = NamedNode("http://data.europa.eu/a4g/ontology#Project")
    leadBy = NamedNode("http://data.europa.eu/a4g/ontology#leadBy")


class DCAT:
    """Terms with the prefix `dcat:`."""

    Dataset = NamedNode("http://www.w3.org/ns/dcat#Dataset")
    Distribution = NamedNode("http://www.w3.org/ns/dcat#Distribution")
    distribution = NamedNode("http://www.w3.org/ns/dcat#distribution")
    downloadURL = NamedNode("http://www.w3.org/ns/dcat#downloadURL")
    mediaType = NamedNode("http://www.w3.org/ns/dcat#mediaType")


class DCT:
    """Terms with the prefix `dct:`."""

    description = NamedNode("http://purl.org/dc/terms/description")
    format = NamedNode("http://purl.org/dc/terms/format")
    isPartOf = NamedNode("http://purl.org/dc/terms/isPartOf")
    license = NamedNode("http://purl.org/dc/terms/license")
    modified = NamedNode("http://purl.org/dc/terms/modified")
    publisher = NamedNode("http://purl.org/dc/terms/publisher")
    source = NamedNode("http://purl.org/dc/terms/source")
    subject = NamedNode("http://purl.org/dc/terms/subject")
    title = NamedNode("http://purl.org/dc/terms/title")


class ELI:
    """Terms with the prefix `eli:`."""

    LegalResource = NamedNode("http://data.europa.eu/eli/ontology#LegalResource")
    LegalResourceSubdivision = NamedNode("http://data.europa.eu/eli/ontology#LegalResourceSubdivision")
    based_on = NamedNode("http://data.europa.eu/eli/ontology#based_on")
    cites = NamedNode("http://data.europa.eu/eli/ontology#cites")
    jurisdiction = NamedNode("http://data.europa.eu/eli/ontology#jurisdiction")
    responsibility_of_agent = NamedNode("http://data.europa.eu/eli/ontology#responsibility_of_agent")


class FOAF:
    """Terms with the prefix `foaf:`."""

    Person = NamedNode("http://xmlns.com/foaf/0.1/Person")


class GOV:
    """Terms with the prefix `gov:`."""

    Act = NamedNode("https://w3id.org/govkb/ns#Act")
    Action = NamedNode("https://w3id.org/govkb/ns#Action")
    Agreement = NamedNode("https://w3id.org/govkb/ns#Agreement")
    Article = NamedNode("https://w3id.org/govkb/ns#Article")
    Audit = NamedNode("https://w3id.org/govkb/ns#Audit")
    BudgetLine = NamedNode("https://w3id.org/govkb/ns#BudgetLine")
    Bureau = NamedNode("https://w3id.org/govkb/ns#Bureau")
    Check = NamedNode("https://w3id.org/govkb/ns#Check")
    Claim = NamedNode("https://w3id.org/govkb/ns#Claim")
    Commitment = NamedNode("https://w3id.org/govkb/ns#Commitment")
    Committee = NamedNode("https://w3id.org/govkb/ns#Committee")
    Company = NamedNode("https://w3id.org/govkb/ns#Company")
    Consortium = NamedNode("https://w3id.org/govkb/ns#Consortium")
    Contract = NamedNode("https://w3id.org/govkb/ns#Contract")
    ContractEvent = NamedNode("https://w3id.org/govkb/ns#ContractEvent")
    Council = NamedNode("https://w3id.org/govkb/ns#Council")
    Count = NamedNode("https://w3id.org/govkb/ns#Count")
    Declaration = NamedNode("https://w3id.org/govkb/ns#Declaration")
    Decree = NamedNode("https://w3id.org/govkb/ns#Decree")
    Department = NamedNode("https://w3id.org/govkb/ns#Department")
    Derivation = NamedNode("https://w3id.org/govkb/ns#Derivation")
    Document = NamedNode("https://w3id.org/govkb/ns#Document")
    Event = NamedNode("https://w3id.org/govkb/ns#Event")
    Facility = NamedNode("https://w3id.org/govkb/ns#Facility")
    Finding = NamedNode("https://w3id.org/govkb/ns#Finding")
    FindingCount = NamedNode("https://w3id.org/govkb/ns#FindingCount")
    Function = NamedNode("https://w3id.org/govkb/ns#Function")
    Goal = NamedNode("https://w3id.org/govkb/ns#Goal")
    Guideline = NamedNode("https://w3id.org/govkb/ns#Guideline")
    Headcount = NamedNode("https://w3id.org/govkb/ns#Headcount")
    InternalRule = NamedNode("https://w3id.org/govkb/ns#InternalRule")
    Issue = NamedNode("https://w3id.org/govkb/ns#Issue")
    LegalInstrument = NamedNode("https://w3id.org/govkb/ns#LegalInstrument")
    Measure = NamedNode("https://w3id.org/govkb/ns#Measure")
    Milestone = NamedNode("https://w3id.org/govkb/ns#Milestone")
    Ordinance = NamedNode("https://w3id.org/govkb/ns#Ordinance")
    Organization = NamedNode("https://w3id.org/govkb/ns#Organization")
    Outcome = NamedNode("https://w3id.org/govkb/ns#Outcome")
    Passage = NamedNode("https://w3id.org/govkb/ns#Passage")
    Person = NamedNode("https://w3id.org/govkb/ns#Person")
    Principle = NamedNode("https://w3id.org/govkb/ns#Principle")
    Project = NamedNode("https://w3id.org/govkb/ns#Project")
    ProposedInstrument = NamedNode("https://w3id.org/govkb/ns#ProposedInstrument")
    PublicBody = NamedNode("https://w3id.org/govkb/ns#PublicBody")
    Stage = NamedNode("https://w3id.org/govkb/ns#Stage")
    System = NamedNode("https://w3id.org/govkb/ns#System")
    Team = NamedNode("https://w3id.org/govkb/ns#Team")
    Unit = NamedNode("https://w3id.org/govkb/ns#Unit")
    accountableTo = NamedNode("https://w3id.org/govkb/ns#accountableTo")
    activity = NamedNode("https://w3id.org/govkb/ns#activity")
    after = NamedNode("https://w3id.org/govkb/ns#after")
    amount = NamedNode("https://w3id.org/govkb/ns#amount")
    amountText = NamedNode("https://w3id.org/govkb/ns#amountText")
    appliesTo = NamedNode("https://w3id.org/govkb/ns#appliesTo")
    area = NamedNode("https://w3id.org/govkb/ns#area")
    asOf = NamedNode("https://w3id.org/govkb/ns#asOf")
    auditee = NamedNode("https://w3id.org/govkb/ns#auditee")
    auditor = NamedNode("https://w3id.org/govkb/ns#auditor")
    basis = NamedNode("https://w3id.org/govkb/ns#basis")
    bidders = NamedNode("https://w3id.org/govkb/ns#bidders")
    budgetPhase = NamedNode("https://w3id.org/govkb/ns#budgetPhase")
    carriedOutBy = NamedNode("https://w3id.org/govkb/ns#carriedOutBy")
    category = NamedNode("https://w3id.org/govkb/ns#category")
    cell = NamedNode("https://w3id.org/govkb/ns#cell")
    changeRate = NamedNode("https://w3id.org/govkb/ns#changeRate")
    classOf = NamedNode("https://w3id.org/govkb/ns#classOf")
    computed = NamedNode("https://w3id.org/govkb/ns#computed")
    concerns = NamedNode("https://w3id.org/govkb/ns#concerns")
    contractKind = NamedNode("https://w3id.org/govkb/ns#contractKind")
    contractingUnit = NamedNode("https://w3id.org/govkb/ns#contractingUnit")
    contractor = NamedNode("https://w3id.org/govkb/ns#contractor")
    counts = NamedNode("https://w3id.org/govkb/ns#counts")
    currency = NamedNode("https://w3id.org/govkb/ns#currency")
    dateText = NamedNode("https://w3id.org/govkb/ns#dateText")
    demand = NamedNode("https://w3id.org/govkb/ns#demand")
    dependsOn = NamedNode("https://w3id.org/govkb/ns#dependsOn")
    direction = NamedNode("https://w3id.org/govkb/ns#direction")
    end = NamedNode("https://w3id.org/govkb/ns#end")
    estimatedAmount = NamedNode("https://w3id.org/govkb/ns#estimatedAmount")
    fileName = NamedNode("https://w3id.org/govkb/ns#fileName")
    financedThrough = NamedNode("https://w3id.org/govkb/ns#financedThrough")
    firstLine = NamedNode("https://w3id.org/govkb/ns#firstLine")
    fiscalYear = NamedNode("https://w3id.org/govkb/ns#fiscalYear")
    forProject = NamedNode("https://w3id.org/govkb/ns#forProject")
    foundBy = NamedNode("https://w3id.org/govkb/ns#foundBy")
    goalKind = NamedNode("https://w3id.org/govkb/ns#goalKind")
    grounds = NamedNode("https://w3id.org/govkb/ns#grounds")
    group = NamedNode("https://w3id.org/govkb/ns#group")
    headcountKind = NamedNode("https://w3id.org/govkb/ns#headcountKind")
    history = NamedNode("https://w3id.org/govkb/ns#history")
    implements = NamedNode("https://w3id.org/govkb/ns#implements")
    inDocument = NamedNode("https://w3id.org/govkb/ns#inDocument")
    inUnit = NamedNode("https://w3id.org/govkb/ns#inUnit")
    item = NamedNode("https://w3id.org/govkb/ns#item")
    jurisdiction = NamedNode("https://w3id.org/govkb/ns#jurisdiction")
    lastLine = NamedNode("https://w3id.org/govkb/ns#lastLine")
    legalBasis = NamedNode("https://w3id.org/govkb/ns#legalBasis")
    level = NamedNode("https://w3id.org/govkb/ns#level")
    memberLimit = NamedNode("https://w3id.org/govkb/ns#memberLimit")
    notSuffix = NamedNode("https://w3id.org/govkb/ns#notSuffix")
    number = NamedNode("https://w3id.org/govkb/ns#number")
    ofAudit = NamedNode("https://w3id.org/govkb/ns#ofAudit")
    ofContract = NamedNode("https://w3id.org/govkb/ns#ofContract")
    ofOutcome = NamedNode("https://w3id.org/govkb/ns#ofOutcome")
    ofUnit = NamedNode("https://w3id.org/govkb/ns#ofUnit")
    outcomeKind = NamedNode("https://w3id.org/govkb/ns#outcomeKind")
    overview = NamedNode("https://w3id.org/govkb/ns#overview")
    page = NamedNode("https://w3id.org/govkb/ns#page")
    part = NamedNode("https://w3id.org/govkb/ns#part")
    partner = NamedNode("https://w3id.org/govkb/ns#partner")
    performedBy = NamedNode("https://w3id.org/govkb/ns#performedBy")
    phase = NamedNode("https://w3id.org/govkb/ns#phase")
    place = NamedNode("https://w3id.org/govkb/ns#place")
    planItem = NamedNode("https://w3id.org/govkb/ns#planItem")
    procurementMethod = NamedNode("https://w3id.org/govkb/ns#procurementMethod")
    progressRate = NamedNode("https://w3id.org/govkb/ns#progressRate")
    purpose = NamedNode("https://w3id.org/govkb/ns#purpose")
    quarter = NamedNode("https://w3id.org/govkb/ns#quarter")
    rank = NamedNode("https://w3id.org/govkb/ns#rank")
    reason = NamedNode("https://w3id.org/govkb/ns#reason")
    repeats = NamedNode("https://w3id.org/govkb/ns#repeats")
    repeatsText = NamedNode("https://w3id.org/govkb/ns#repeatsText")
    repeatsYear = NamedNode("https://w3id.org/govkb/ns#repeatsYear")
    researcher = NamedNode("https://w3id.org/govkb/ns#researcher")
    respondsTo = NamedNode("https://w3id.org/govkb/ns#respondsTo")
    responsibleUnit = NamedNode("https://w3id.org/govkb/ns#responsibleUnit")
    rule = NamedNode("https://w3id.org/govkb/ns#rule")
    sha256 = NamedNode("https://w3id.org/govkb/ns#sha256")
    signedOn = NamedNode("https://w3id.org/govkb/ns#signedOn")
    start = NamedNode("https://w3id.org/govkb/ns#start")
    stated = NamedNode("https://w3id.org/govkb/ns#stated")
    status = NamedNode("https://w3id.org/govkb/ns#status")
    statusText = NamedNode("https://w3id.org/govkb/ns#statusText")
    suffix = NamedNode("https://w3id.org/govkb/ns#suffix")
    table = NamedNode("https://w3id.org/govkb/ns#table")
    termYears = NamedNode("https://w3id.org/govkb/ns#termYears")
    text = NamedNode("https://w3id.org/govkb/ns#text")
    ultimatelyAccountableTo = NamedNode("https://w3id.org/govkb/ns#ultimatelyAccountableTo")
    ultimatelyDependsOn = NamedNode("https://w3id.org/govkb/ns#ultimatelyDependsOn")
    unitText = NamedNode("https://w3id.org/govkb/ns#unitText")
    upTo = NamedNode("https://w3id.org/govkb/ns#upTo")
    value = NamedNode("https://w3id.org/govkb/ns#value")
    whole = NamedNode("https://w3id.org/govkb/ns#whole")
    withinUnit = NamedNode("https://w3id.org/govkb/ns#withinUnit")


class LAWGO:
    """Terms with the prefix `lawgo:`."""

    KoreanOrdinance = NamedNode("http://lod.law.go.kr/Class/KoreanOrdinance")


class OA:
    """Terms with the prefix `oa:`."""

    SpecificResource = NamedNode("http://www.w3.org/ns/oa#SpecificResource")
    exact = NamedNode("http://www.w3.org/ns/oa#exact")
    hasSource = NamedNode("http://www.w3.org/ns/oa#hasSource")


class ODIM:
    """Terms with the prefix `odim:`."""

    budgetPhase = NamedNode("http://data.openbudgets.eu/ontology/dsd/dimension/budgetPhase")


class OMEA:
    """Terms with the prefix `omea:`."""

    amount = NamedNode("http://data.openbudgets.eu/ontology/dsd/measure/amount")


class ORG:
    """Terms with the prefix `org:`."""

    FormalOrganization = NamedNode("http://www.w3.org/ns/org#FormalOrganization")
    Organization = NamedNode("http://www.w3.org/ns/org#Organization")
    OrganizationalCollaboration = NamedNode("http://www.w3.org/ns/org#OrganizationalCollaboration")
    OrganizationalUnit = NamedNode("http://www.w3.org/ns/org#OrganizationalUnit")
    hasMember = NamedNode("http://www.w3.org/ns/org#hasMember")
    memberOf = NamedNode("http://www.w3.org/ns/org#memberOf")
    subOrganizationOf = NamedNode("http://www.w3.org/ns/org#subOrganizationOf")
    unitOf = NamedNode("http://www.w3.org/ns/org#unitOf")


class OWL:
    """Terms with the prefix `owl:`."""

    AnnotationProperty = NamedNode("http://www.w3.org/2002/07/owl#AnnotationProperty")
    Class = NamedNode("http://www.w3.org/2002/07/owl#Class")
    DatatypeProperty = NamedNode("http://www.w3.org/2002/07/owl#DatatypeProperty")
    ObjectProperty = NamedNode("http://www.w3.org/2002/07/owl#ObjectProperty")
    Ontology = NamedNode("http://www.w3.org/2002/07/owl#Ontology")


class PROV:
    """Terms with the prefix `prov:`."""

    Activity = NamedNode("http://www.w3.org/ns/prov#Activity")
    Entity = NamedNode("http://www.w3.org/ns/prov#Entity")
    Plan = NamedNode("http://www.w3.org/ns/prov#Plan")
    wasDerivedFrom = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")


class QB:
    """Terms with the prefix `qb:`."""

    Observation = NamedNode("http://purl.org/linked-data/cube#Observation")


class RDF:
    """Terms with the prefix `rdf:`."""

    Property = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#Property")
    Statement = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement")
    object = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#object")
    predicate = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate")
    subject = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject")
    type = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


class RDFS:
    """Terms with the prefix `rdfs:`."""

    Datatype = NamedNode("http://www.w3.org/2000/01/rdf-schema#Datatype")
    domain = NamedNode("http://www.w3.org/2000/01/rdf-schema#domain")
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    range = NamedNode("http://www.w3.org/2000/01/rdf-schema#range")
    subClassOf = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    subPropertyOf = NamedNode("http://www.w3.org/2000/01/rdf-schema#subPropertyOf")


class SH:
    """Terms with the prefix `sh:`."""

    Info = NamedNode("http://www.w3.org/ns/shacl#Info")
    Severity = NamedNode("http://www.w3.org/ns/shacl#Severity")
    ValidationResult = NamedNode("http://www.w3.org/ns/shacl#ValidationResult")
    Violation = NamedNode("http://www.w3.org/ns/shacl#Violation")
    Warning = NamedNode("http://www.w3.org/ns/shacl#Warning")
    focusNode = NamedNode("http://www.w3.org/ns/shacl#focusNode")
    resultMessage = NamedNode("http://www.w3.org/ns/shacl#resultMessage")
    resultPath = NamedNode("http://www.w3.org/ns/shacl#resultPath")
    resultSeverity = NamedNode("http://www.w3.org/ns/shacl#resultSeverity")
    value = NamedNode("http://www.w3.org/ns/shacl#value")


class SKOS:
    """Terms with the prefix `skos:`."""

    Concept = NamedNode("http://www.w3.org/2004/02/skos/core#Concept")
    ConceptScheme = NamedNode("http://www.w3.org/2004/02/skos/core#ConceptScheme")
    altLabel = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
    closeMatch = NamedNode("http://www.w3.org/2004/02/skos/core#closeMatch")
    definition = NamedNode("http://www.w3.org/2004/02/skos/core#definition")
    hiddenLabel = NamedNode("http://www.w3.org/2004/02/skos/core#hiddenLabel")
    inScheme = NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")
    prefLabel = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


class VOID:
    """Terms with the prefix `void:`."""

    Dataset = NamedNode("http://rdfs.org/ns/void#Dataset")
    class_ = NamedNode("http://rdfs.org/ns/void#class")
    classPartition = NamedNode("http://rdfs.org/ns/void#classPartition")
    distinctSubjects = NamedNode("http://rdfs.org/ns/void#distinctSubjects")
    entities = NamedNode("http://rdfs.org/ns/void#entities")
    property = NamedNode("http://rdfs.org/ns/void#property")
    propertyPartition = NamedNode("http://rdfs.org/ns/void#propertyPartition")
    triples = NamedNode("http://rdfs.org/ns/void#triples")
    uriSpace = NamedNode("http://rdfs.org/ns/void#uriSpace")
    vocabulary = NamedNode("http://rdfs.org/ns/void#vocabulary")


class XSD:
    """Terms with the prefix `xsd:`."""

    date = NamedNode("http://www.w3.org/2001/XMLSchema#date")
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    gYear = NamedNode("http://www.w3.org/2001/XMLSchema#gYear")
    integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    string = NamedNode("http://www.w3.org/2001/XMLSchema#string")


PREFIXES = {
    "a4g": "http://data.europa.eu/a4g/ontology#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gov": "https://w3id.org/govkb/ns#",
    "lawgo": "http://lod.law.go.kr/Class/",
    "oa": "http://www.w3.org/ns/oa#",
    "odim": "http://data.openbudgets.eu/ontology/dsd/dimension/",
    "omea": "http://data.openbudgets.eu/ontology/dsd/measure/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

ONTOLOGY = NamedNode("https://w3id.org/govkb/ns")
VOCABULARY = "https://w3id.org/govkb/vocab/"
BASE = "https://w3id.org/govkb/id/"
DERIVED = "https://w3id.org/govkb/derived/"
