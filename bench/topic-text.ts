import { generator } from "./generator";

/** Words that belong together: a memory is about one of these, so that vectors lie in clusters as those of real notes do. */
const topics = `
database staging migration replica backup index query schema postgres failover vacuum restore snapshot cluster timeout deadlock
invoice euros payment refund customer currency discount receipt ledger balance overdue subscription pricing quarterly audit tax
printer paper toner office floor jam scanner cartridge tray repair warranty vendor label stapler envelope desk
garden pump water hose tomato soil compost seeds greenhouse fence pruning roses mulch sprinkler frost harvest
flight airport luggage boarding hotel passport visa itinerary train delay seat reservation layover taxi conference museum
recipe flour butter oven garlic onion pasta simmer dough yeast salad vinegar dessert chocolate roast spice
server kernel memory disk reboot firmware network router latency packet firewall certificate proxy balancer container cluster
meeting agenda minutes deadline roadmap milestone sprint review stakeholder decision retrospective estimate backlog budget hiring planning
doctor appointment prescription allergy vaccine clinic blood pressure dentist therapy insurance symptoms fever recovery diet sleep
guitar piano concert rehearsal chord melody violin orchestra lyrics album studio recording drummer tempo stage ticket
school homework teacher exam lesson classroom scholarship library essay mathematics history semester lecture graduation tutor project
football match stadium coach training goal league injury referee tournament marathon bicycle swimming climbing gym score
car engine brake tyre mechanic oil battery mileage parking licence insurance steering gearbox fuel charger highway
house mortgage tenant landlord lease plumbing heating roof kitchen bathroom window paint carpenter electrician renovation moving
security password token phishing encryption breach firewall permission audit vulnerability patch login identity secret rotation incident
deployment release rollback pipeline container build artifact canary branch merge commit test coverage version changelog hotfix
contract lawyer clause signature liability confidentiality court settlement patent trademark compliance regulation license negotiation dispute notary
dog puppy leash veterinarian kennel walk cat kitten litter food vaccination collar adoption grooming toy obedience
weather storm rain snow wind forecast temperature flood humidity thunder drought season sunrise cloud pressure climate
birthday wedding gift party invitation cake candle guest anniversary family cousin grandmother photograph toast dance decoration
sales lead prospect pipeline quota demo proposal contract renewal churn territory commission account manager forecast discount
design colour font layout prototype wireframe icon accessibility contrast spacing mockup illustration branding logo typography grid
robot sensor motor actuator camera gripper calibration firmware torque encoder joint assembly conveyor welding safety controller
ocean ship harbour cargo anchor captain crane container tide lighthouse sail ferry dock customs freight crew
bank account transfer interest savings loan credit card fraud statement deposit withdrawal exchange investment fund pension
book novel author chapter publisher editor manuscript character plot poem translation review library bestseller draft illustration
camera lens tripod exposure portrait landscape lighting shutter negative print studio flash filter focus album exhibition
farm cow milk barn tractor wheat harvest field sheep cheese fertiliser irrigation chicken egg market organic
museum painting sculpture exhibition gallery curator artist portrait restoration century archive catalogue donation visitor ticket guide
electricity grid solar panel turbine battery inverter meter voltage transformer outage cable substation tariff storage consumption
chemistry laboratory sample reagent acid solution catalyst reaction polymer microscope experiment hypothesis measurement solvent crystal titration
film director actor script scene camera premiere festival subtitle soundtrack cinema documentary producer casting trailer streaming
language grammar vocabulary translation accent dictionary sentence pronunciation verb interpreter dialect alphabet fluency phrase conversation idiom
shopping basket discount delivery return size shoes jacket dress shirt fabric wardrobe sale voucher receipt store
child toddler nursery stroller diaper bottle playground bedtime crayon puzzle kindergarten story babysitter lullaby nap lunchbox
coffee espresso beans grinder milk roast cup kettle tea filter barista cafe pastry breakfast menu table
phone battery screen contract roaming charger message voicemail number sim camera headset update storage tablet notification
travel mountain hike trail tent backpack summit map compass river campfire valley hut guide weather boots
factory machine shift production quality supplier warehouse pallet inventory forklift maintenance defect order shipment packaging schedule
support ticket customer complaint escalation response refund chat agent queue satisfaction outage workaround knowledge article feedback
`
  .trim()
  .split("\n")
  .map((line) => line.split(" "));
const people = "Anna Ben Clara David Emma Felix Greta Hugo Ines Jonas Karla Leo Mira Noah Olga Paul".split(" ");
const places = "Berlin Frankfurt Lyon Porto Vienna Dublin Oslo Milan Prague Zurich Ghent Tallinn".split(" ");
const days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
const templates = [
  "{p} says the {a} and the {b} in {l} need a new {c} before {d}, and the {e} {f} can wait.",
  "The {a} {b} was moved to {d}; {p} keeps the {c} and the {e} in room {n}.",
  "{p} prefers {a} with {b} and never with {c}; ask about the {d} {e} first.",
  "Remember: {a} number {n} in {l} has a broken {b}. {p} ordered the {c} and a {e}.",
  "On {d} the {a} failed because of the {b}. The {c} was replaced, see {e} {n}.",
  "How {p} handles a {a}: check the {b}, then the {c}, then the {e}, and note the {f}.",
  "{l}: {a} {b} {c} costs {n} a month, agreed with {p} on {d}, including the {e}.",
  "The password of the {a} is with {p}; the {b} for {l} expires on {d} with the {c} and the {f}.",
];
const wordsOfSubject = 9;
export const subjects = topics.length * 60;

/** The n-th of many notes, about a subject that about as many others are about as there are notes for each. */
export function topicText(n: number): { text: string; subject: number } {
  const random = generator(n);
  const subject = Math.floor(random() * subjects);
  return { text: fill(templates[Math.floor(random() * templates.length)] ?? "", { random, subject }), subject };
}

/** What somebody would ask who looks for the n-th note: three words of its subject, and somebody's name. */
export function topicQuestion(n: number): string {
  const random = generator(n);
  const subject = Math.floor(random() * subjects);
  return fill("what about {a} {b} and {p} with the {c}?", { random, subject });
}

type Fill = { random(): number; subject: number };

function fill(template: string, { random, subject }: Fill): string {
  const words = wordsOf(subject);
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? "";
  return template.replace(/\{(\w)\}/g, (_, slot: string) => {
    if (slot === "p") return pick(people);
    if (slot === "l") return pick(places);
    if (slot === "d") return pick(days);
    if (slot === "n") return String(Math.floor(random() * 900) + 100);
    return pick(words);
  });
}

/** Some of a topic's words, and one of another's. */
function wordsOf(subject: number): string[] {
  const random = generator(subject + 7_000_000);
  const topic = topics[subject % topics.length] ?? [];
  const other = topics[Math.floor(random() * topics.length)] ?? [];
  const shuffled = topic
    .map((word) => ({ word, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ word }) => word);
  return [...shuffled.slice(0, wordsOfSubject), other[Math.floor(random() * other.length)] ?? ""];
}
