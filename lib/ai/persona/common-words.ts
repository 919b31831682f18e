/**
 * Stems of the 8,700 most common English words of four to nine letters, so that a correct everyday word
 * is never taken for a misspelt word of the trade ("tricks" for "trucks").
 *
 * Source: SCOWL 2020.12.07, sizes 10 and 20 (http://wordlist.aspell.net), reduced by `stem`.
 * Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word
 * lists, the associated scripts, the output created from the scripts, and its documentation for any purpose
 * is hereby granted without fee, provided that the above copyright notice appears in all copies and that
 * both that copyright notice and this permission notice appear in supporting documentation. Kevin Atkinson
 * makes no representations about the suitability of this array for any purpose. It is provided "as is"
 * without express or implied warranty.
 */
export const commonStems: ReadonlySet<string> = new Set(
  `
aardvark abandon abid ability abnormal abolish abolition abort abortion about abov abroad absenc absent absolut absorb
abstract absurd abus abusiv abysmal academic accent accept access accident accompany accord account accuracy accurat
accus accustom achiev acid acorn acoustic acquir acronym across action activ activat actively activity actor actual
actually acut adapt adapter adaptor addict addictiv addition address adequat adher adjacent adjectiv adjust admir
admirabl admission admit adopt adoption adult advanc advantag advent adventur advers adversely advert advertiz advic
advisabl advisor advisory adviz advizer advocat aerial aesthetic affair affect affection afford afraid after afternoon
afterward again against aged agency agenda agent aging agony agre agreement ahead aircraft airport akin alarm albeit
album alcohol alcoholic alert algebra algebraic algorithm alia alias alien align alignment alik aliv alleg allegedly
allergic alleviat allianc allocat allow allowabl allowanc ally almost alon along alongsid aloud alpha alphabet already
also alter alternat although alway amateur amaz amazingly amber ambient ambiguity ambiguous ambitious amend amendment
among amongst amount ampl amplifier amus amusement anagram analog analogous analogy analys analysis analyst analyz
anarchy anatomy ancestor ancient anecdot angel anger angl angry anguish animal announc annoy annoyanc annual annually
anomaly anonymous anorak another answer anthology antidot antiqu anxious anybody anyhow anyon anyplac anyth anyway
anywher apart apathetic apathy apologiz apology appal appall apparatus apparent appeal appear append appendix appl
applaus appli applicant apply appoint appraisal approach approv approval arbitrary arcad arcan arch archaic archiv
area arena argu arguabl arguably argument aris arisen ariz army aros around arrang array arrest arriv arrival arroganc
arrogant arrow articl artist artistic ascend asham ashcan asid asleep aspect assault assembl assembler assembly assert
assertion assess asset assign assist assistant associat assort assum assur asterisk astronomy atheism atheist atla
atom atomic atrocity attach attack attain attempt attend attendant attention attitud attorney attract attribut audibl
audienc audio aunt authentic author authority authoriz automat automatic autumn availabl averag avoid await awak awar
award awareness away awful awfully awkward axiom axis baby back backbon backlog backspac backward bacteria bacterium
badg badly baffl baggag balanc ball ballet ballot banal banana band bandwagon bandwidth bang bank bankrupt banner
barely bargain bark baroqu barrel barrier barrister basement bash basic basically basis basket bass bastard batch bath
bathroom battery battl baud beach beam bean bear beard beast beat beaten beautiful beauty becam becaus becom bedroom
beef been beer befor began begin beginner begun behalf behav behavior behind being belief believ believer bell belong
belov below belt bench bend beneath benefit bent besid best beta better between bewar beyond bias bibl biblical bicycl
bigger biggest bigot bigotry bill billfold billion binary bind biography biologist biology bird birth birthday biscuit
bishop bitmap bitten bitter bizarr black blackmail blad blam blank blanket blast blatant blatantly bless blew blind
blindly blink bliss blob block blood bloody blow blown blurb board boat body boggl bogus boil bold bolt bomb bond
bonus book booklet bookshop bookstor boom boost boot border boredom born borrow boss both bother bottl bottom bought
bounc bound boundary bout bowl bracket brain brak branch brand brass brav breach bread break breakdown breakfast
breath bred breed breez brethren brick bridg brief briefly brigad bright brighter brightest brightly brilliant bring
broad broadcast broadly brok broken brother brought brown brows brush brutal bubbl buck bucket budget buffer bugger
build built bulb bulk bull bullet bulletin bump bunch bundl burden buri burn burnt burst bury bush business bust busy
butter button buyer bypass cabbag cabinet cabl caffein calculat calculus calendar call caller calm camera camp
campaign campus cancel cancell cancer candidat cannot canonical cant capabl capacity capital captain captur carbon
card cardboard career careful carefully careless carpet carri carriag carrier carrot carry cartoon cartridg cash
cassett cast castl casual catalog catch category cater cathedral catholic cattl caught caus causal causality caution
caveat ceas ceil celebrat cell cellular censor cent center centr central centrally century ceremony certain certainly
certainty chain chair chairman chalk challeng chamber champagn champion chanc chang channel chao chaotic chap chapel
chapter char character charg charity charm chart charter chas chat cheap cheaper cheapest cheaply cheat check checker
cheek cheer cheerful chees chemical chemist chemistry chequ chequer chess chest chestnut chew chicken chief child
childhood childish children chip chocolat choic choir choos chop choral chord chorus chos chosen chuck chunk church
cider cigarett cinema circa circl circuit circuitry circular circulat citizen city civil civilian civiliz claim
clarifi clarify clarity clash class classic classical classify claus clean cleaner cleanest cleanly clear clearanc
clearer clearest clearly clever cleverer cleverest click client cliff climat climb clinic clinical clip cliqu clock
clog clon clos closely closer closest closet closur cloth cloud club clumsy cluster coach coal coars coast coat
cobbler coffe coherent coin coincid cold collaps collar collat colleagu collect colleg colon colony color column
combat combin comedy comfort comic comma command commenc comment commit committe commodity common commonly communal
communism communist community compact companion company compar compel compell compet competent compil compiler
complain complaint complet complex comply component compos composer composit compound compress compriz comput computer
conceal conced conceiv concept concern concert concerto conciz conclud concret concur condemn condens condition condom
condon conduct conductor confess confident configur confin confirm conflict conform confront confus confusion congest
connect connector conscious consensus consent consider consist consol constant constrain construct consult consum
consumer contact contain container contempt contend content contest context continent continu continual continuum
contor contract contrary contrast contriv control convers convert converter convey convict convinc cook cooki cooky
cool cooperat copi copper copy copyright corn corner corporat corps correct correctly correlat corridor corrupt cosmic
cosmology cost costly cosy cotton cough could council counsel count counter countless country county coupl courag
courier cours court courtesy cousin cover coverag cozy crack craft cramp crap crash crass crawl crazy cream creat
creation creativ creator creatur credibl credit creep crew cricket crim criminal crisis crisp criteria criterion
critic critical criticism criticiz crop cross crossroad crossword crowd crown crucial crud cruel cruelty cruiz crunch
crush cryptic crystal cubic cuckoo cuddly culprit cult cultur cultural cupboard curiosity curious curiously curly
currency current currently curry curs cursor curtain curv custard custom customary customer cycl cyclist cylinder
cynic cynical daft daily damag damn damnation damp danc danger dangerous dark darkness darl dash data databas datum
daughter dawn daylight daytim dead deadlin deadly deaf deal dealer dealt dear death debat debatabl debt debug debugger
decad decay decent decid decimal decision deck declar declin decod decreas dedicat deduc deduction deed deem deep
deeper deepest deeply default defeat defect defectiv defenc defend defens defensiv defin definit defy degrad degre
deity delay delet deletion delicat delicious delight deliver delivery delta delusion demand dement demiz democracy
demolish deni denot dens density dentist deny departur depend dependant dependent deposit depress depriv depth deputy
derang deriv descend describ desert deserv design designat designer desir desirabl desk desktop despair desperat
despit despiz destin destroy detach detail detect detection detectiv detector deter determin deterrent detract
devastat develop developer deviation devic devil devious deviz devoid devot diagnosis diagonal diagram dial dialect
diall dialog diameter diary dictat dictator died diesel diet differ different difficult digest digit digital dignity
dilemma dimension diner dinner direct direction directiv directly director directory dirt dirty disabl disagr disagre
disappear disaster disc discard discharg disco discount discover discovery discret discuss diseas disguiz disgust dish
dishonest disk dislik dismal dismiss disorder display dispos disposal disput disregard disrupt distanc distant
distinct distort distract distress district disturb ditch ditto divers diversity divert divid divin division divorc
doctor doctrin document dodg dogma doing dollar domain domestic dominant dominat donat donation doom door doubl doubt
doubtful doubtless down downhill downright downward dozen draft drag dragon drain drama dramatic drank drastic draught
draw drawback drawn dread dreadful dream dreamt dreary dress drew drift drill drink drip driv drivel driven driver
drop drov drown drug drum drunk drunken dual dubious duck duff dull duly dumb dummy dump dumpster duplicat duration
dust dustbin dusty duty dying dynamic each eager eagerly eagl earlier earliest early earn earth easier easiest easily
east eastern easy eaten eater eccentric echo ecology economic economy edit edition editor editorial educat education
effect effectiv efficient effort eight eighteen eighth either elaborat elderly elect election electoral electric
electron elegant element elephant elevator eleven eligibl eliminat elit elitist elsewher embarrass embed emerg
emergency eminent eminently emit emotion emotional emphasis emphasiz empir empirical employ employe employer empti
empty emulat emulation emulator enabl enclos encod encounter encourag endeavor endless endlessly enemy energy enforc
engag engin engineer enhanc enjoy enjoyabl enjoyment enlarg enlighten enormous enough enquir enquiry ensur entail
enter entertain entir entirely entirety entitl entity entranc entry envelop envisag envy epic episod equal equality
equally equat equation equip equipment eras eraser ergo erroneous error escap esoteric essay essenc essential
establish estat estimat eternal eternity ethic ethical ethnic etymology evaluat even evenly event eventual ever every
everybody everyday everyon evidenc evident evidently evil evolution evolv exact exactly exam examin examiner exampl
exceed excellent except exception excess excessiv exchang excit exclud exclusion exclusiv excus execut execution
executiv exempt exerciz exhaust exhibit exist existenc exit exotic expand expansion expect expens expensiv expert
expertiz expir expiry explain explicit explod exploit explor explosion explosiv export expos exposur express extant
extend extension extensiv extent external extra extract extrem extremely extremist eyesight fabric facility fact
factor factory factual factually faculty fail failur faint fainter faintest fair fairer fairest fairly fairness fairy
faith faithful fall fallacy fallen fals familiar family famin famous fancy fantastic fantasy farc farewell farm farmer
farther farthest fascinat fascist fashion fast faster fastest fatal father fatuous faucet fault faulty favor favorabl
favorit favourit fear feasibl feat featur federal feebl feed feedback feel feet fell fellow felt femal feminist fenc
fender festival fetch fever fewer fewest fiber fibr fiction fictional fiddl field fierc fifteen fifth fifty fight
fighter figur fill film filter filthy final finaliz finally financ financial find finer finest finger finish finit
firework firm firmly first firstly fiscal fish fiver fizzy flag flam flash flat flavor flaw fleet flesh flew flexibl
flight flip float flood floor floppy flour flow flower flown fluent fluffy fluid flush flut foam focus fold folder
folk follow follower fond font food fool foolish foot football footnot forbad forbid forbidden forc forcibly forecast
foreign foreigner forest forever forgav forget forgiv forgiven forgot forgotten fork form formal formally format
formation former formerly formula forth fortnight fortun fortunat forty forum forward fossil fought foul found
fountain four fourteen fourth fraction fragil fragment fram framework frank frankly frantic fraud freak freedom freely
freeway freez french frequency frequent fresh friction friend friendly frighten fring frivolous frog from front frown
froz frozen fruit frustrat fudg fuel fulfil fulfill full fuller fullest fully function fund funeral funnier funniest
funny furnitur furry further furthest fusion fuss fussy futil futur fuzzy gain galactic galaxy gang garag garbag garbl
garden gasolin gasp gateway gather gear gender general generally generat generator generic generous genetic genius
genocid genr gentl gentleman gentlemen gently genuin genuinely geography geology geometry gestur ghastly ghost giant
gibberish gift girl given glad gladly glanc glass glean global globally glorious glory glossy glov glow gnom goal goat
going gold golden goldfish golf good goodby goodness goody gorgeous gospel gossip gotten govern governor gown grab
grac grad gradual gradually graduat graffiti graffito grain grammar grand grant graph graphic graphical grasp grass
grateful grav gravity gray greasy great greater greatest greatly greedy green grew grey grid grief grim grind grip
groan gross grossly ground group grow grown growth guarante guard guess guest guid guidanc guidelin guilt guilty
guinea guitar gulf gullibl gutter habit hack hacker hail hair haircut hairy half hall halt halv hammer hand handbook
handful handicap handl handler handy hang hangover happen happier happiest happily happiness happy hard hardback
harden harder hardest hardly hardship hardwar hardy harm harmful harmless harmony harsh hash hassl hasten hasty hatr
havoc hazard hazy head headach header headlin health healthy heap hear heard heart heartily heat heaven heavier
heaviest heavily heavy heel height held hell hello helmet help helpful helpless henc herd hereby heresy heritag hero
heroic heroin herself hesitat hidden hideous hideously hierarchy high higher highest highlight highly highway
hilarious hill himself hindsight hint historian historic history hitherto hobby hold holder holiday hollow holy honest
honestly honesty honey honor honorary hook hopeful hopefully hopeless hord horizon horn horribl horribly horrid
horrifi horrific horrify horror hors hospital host hostil hotel hour hous household however hugely human humanity
humbl humbly humor humorous hundr hung hungry hunt hurry hurt husband hydrogen hyphen hypocrisy hypocrit icon idea
ideal ideally identical identify identity ideology idiom idiot idiotic ignor ignoranc ignorant illegal illegally
illness illogical illusion imag imagin imaginary imbalanc immatur immediat immens immensely imminent immoral immortal
immun impact impair impend imperfect imperial implement impli implicit imply import important impos impress imprison
improv impuls inability inan incapabl incentiv inch incidenc incident inclin includ inclusion inclusiv incom incorrect
increas increment incur indent index indicat indicator indirect induc induction indulg industry inertia infamous
infant infantil infect infection infer inferenc inferior infinit infinity inflation inflict influenc info inform
informal ingenious inhabit inherent inherit inhibit initial initially initiat inject injur injury injustic inner
innocenc innocent input inquir inquiry insan insect insecur insert insertion insid insidious insight insist insofar
inspect inspir install instanc instant instantly instead instinct institut instruct insult insuranc intact intak
integer integral integrat integrity intellect intend intens intensely intensity intensiv intent intention inter
interact interest interfac interfer interim interior internal interpret interrupt interval interven interview intimat
into intrinsic introduc intuitiv invad invalid invasion invent invention inventor invers invert invest invisibl invit
invok involv irat iron ironic irony irritat island isolat isolation issu item itself jack jacket jail jargon jazz
jealous jean jelly jerk jest join joint jointly jolly journal journey judg judgement judgment juic jump junction jungl
junior junk jury just justic justifi justify juvenil keen keep keeper kept kernel kettl keyboard keystrok keyword kick
kidnap kidney kill killer kind kindly kindness king kingdom kiss kitchen knew knif knight knock know knowledg known
label labell labor lack ladder lady lager laid lain lamp land landlord landscap languag larg largely larger largest
lark laser last lately later latest latter laugh laughter launch lavatory lawn lawyer layer layout laziness lazy leach
lead leader leaf leaflet leagu leak lean leap learn learnt least leather leav lectur lecturer left legal legally
legend legendary legibl leisur lemon lend length lengthy lenient lens lent lesbian less lesser lesson lest lethal
letter level liability liabl liaison libel liberal liberty librarian library licenc licens lied lifestyl lifetim lift
light lighter lightest lightly lightn likely likewiz limb limit linear link linkag lion liquid liquor lisp list listen
listener liter literal literally literary literat litr litter littl lively liver livest load loader loan lobby local
locally locat location lock lodg logic logical logically logo lonely long longer longest look loop loophol loos
loosely lord lorry loss lost loud louder loudest loudly lousy lovely lover lower lowest loyal luck luckily lucky
ludicrous luggag lump lunatic lunch lunchtim lung lurk lust luxury lying lyric machin machinery madness magazin magic
magical magnetic magnitud mail mailbox main mainfram mainly maintain maiz major majority maker malicious manag manager
mandat mandatory mangl mania manifesto mankind manner manpower manual manually many march margin marginal marital mark
marker market marri marriag marry marvelous mask mass massiv massively master match material matric matrix matter
matur maximiz maximum mayb mayor meal mean meant meantim meanwhil measur meat mechanic mechanism media medical medicin
medieval medium meet megabyt melody melt member memorabl memory mend mental mentality mentally mention menu menus
mercury mercy merely merg merit merry mess messag messy metal metaphor meter method metr metric metro microwav midday
middl midnight might mighty migrat migration mild mildly mileag military milk mill million mimic mind mindless minimal
minimiz minimum minister minor minority mint minus minut miracl mirror misdirect miserabl miserably misery misguid
misl mislead misplac misprint misread miss missil mission mist mistak mistaken mistook misus mixtur mnemonic moan
mobil mock model modell moderat modern modest modifi modify modul mold molecul molecular moment momentum monarch money
monitor monkey monopoly monster month monthly mood moon moral morality morally moreover morn moron mortal mortality
most mostly mother motion motiv motivat motor motorway motto mould mount mountain mous mouth movement movi movy much
muck muddl multipl multiply mumbl mummy mundan murder murderer muscl museum music musical musician must mutter mutual
mutually myself mystery mystic myth mythical mythology nail naiv nameless namely narrativ narrow narrower narrowest
nastier nastiest nasty nation national nativ natur natural naturally naughty near nearby nearer nearest nearly neat
neatly necessary necessity neck need needl needless negat negativ neglect negotiat neighbor neither nerv nervous nest
network neural neutral never newcomer newer newest newly newspaper next nicely nicer nicest nick nicknam night
nightmar nobl nobody nois noisy noiz nominal nominally nominat nonsens noon norm normal normality normally north
northern nostalgia notabl notably notation noth notic notifi notify notion notorious noun novel novelty novic nowaday
nowher nuclear nuisanc null numb number numbest numeral numeric numerical numerous nurs obey object objection objectiv
oblig obnoxious obscen obscur obscurity observ observer obsess obsession obsolet obstruct obtain obvious obviously
occasion occupi occupy occur ocean oddly offenc offend offender offens offensiv offer offhand offic officer official
offset offspr often older oldest omission omit oneself ongo onion only onto onus onward open openly opera operat
operation operator opinion opponent oppos opposit oppress optic optical optimal optimiz optimum option optional opus
oral orang orbit orbital orchestra order ordinary organ organic organiz organizer orient oriental orientat origin
original originat orthodox other otherwiz ought ourselv outcom outcry outdat outer outgo outlin outlook output outrag
outright outset outsid outweigh over overall overcam overcom overdraft overdu overflow overhead overlap overload
overlong overlook overly overnight overpric overrid overrod oversea overtim overton overview overwhelm owed owing
owner ownership oxygen ozon pacifier pack packag packet paid pain painful painfully painless paint pair palac panel
panic pant paper paperback parad paradiz paradox paragraph parallel parameter paranoia paranoid pardon parent parity
park parochial parody parrot pars part partial partially particl partition partly partner party pass passag passenger
passion passiv passport password past patch patent path pathetic patienc patient patroniz pattern paus pavement
payment peac peaceful peak peanut peasant peculiar pedal pedant pedantic pedantry peer penalty penc pencil pend
penguin penny peopl perceiv percent perfect perfectly perform perhap period periodic permanent permit perpetual
persecut persist person personal personnel persuad pervers petrol petty pharmacy phas phenomena phoenix phon photo
photocopy phras physic physical physicist piano pick pictur piec pigeon pill pilot pinch pink pint pipelin pitch
pitfall pity pizza plac plagu plain plainly plan planet planetary plant plaster plastic plat platform plausibl play
player plea pleas pleasant pleasur plenty plot plotter ploy plug plural plus pocket poem poet poetic poetry point
pointer pointless poison polar polic policeman policy polish polit politic political poll pollution pompous pool poor
poorer poorest poorly populac popular populat pork port portabl porter portion portray position positiv possess
possibl possibly post postag postal postcard poster postpon postulat potato potential pound pour poverty powder power
powerful practic practical practiz pragmatic praiz pray prayer preach preced precedent precious precisely precision
preciz predict prefac prefer prefix pregnancy pregnant prejudic prematur premium premiz prepar prescrib presenc
present presently preserv president press pressur presum pretend pretty prevail prevalent prevent preview previewer
previous pric prid priest prim primarily primary primitiv princ principal principl print printer printout prior
priority pris prison prisoner privacy privat privately privileg priz probabl probably problem proc procedur proceed
process processor proclaim produc producer product professor profil profit profound program programm progress prohibit
project prolong prominent promiz promot promotion prompt promptly pron pronoun pronounc proof proper properly property
prophet propos proposal pros prosecut prospect protect protein protest protocol prototyp proud prov proven provid
provision provok proximity pseudo public publicity publiciz publicly publish publisher pull pulp puls pump punch
punctur punish punt pupil purchas purely purg purity purpl purpos pursu pursuit push putt puzzl python qualifi
qualifier qualify quality quantity quantum quarter queen query quest question queu quibbl quick quicker quickest
quickly quiet quieter quietest quietly quit quiz quot quota quotation rabbit rabid racial racism racist rack racket
radar radiation radical radically radio radius raid rail railroad railway rain rainbow rais raiz rampant random
randomly rang rank rant rapid rapidly rarely rarer rarest rash rather ratio rational rattl razor reach react reaction
reactor read readabl reader readily ready real realistic reality realiz really realm rear rearrang reason reassur
rebuild rebuilt recall receipt receiv receiver recent recently reception recip recipient reckless reckon reclaim
recogniz recommend reconcil record recorder recover recovery recruit rectangl rectifi rectify recursion recursiv
recycl redefin redirect reduc reduction redundant refer referenc refin reflect reflex reform reformat refrain refresh
refund refus refusal refut regain regard regim region regional register regret regular regularly reign reinstat
reiterat reject rejection relat relation relativ relax relay releas relevanc relevant reli reliabl reliably relief
reliev religion religious reluctant rely remain remainder remark remedy remember remind reminder remot remotely remov
removal renam rend render rendition renew rent repair repeat repent rephras replac repli reply report reporter
represent reproduc repulsiv request requir requisit reread rescu research resembl resent reserv reset resid residenc
resident resign resist resolv resort resourc respect respond respons rest restart restor restrain restrict result
resum retail retain retir retract retriev retrieval return reus reveal reveng revenu revers revert review revision
reviz revolt reward rewrit rewritten rewrot rhym rhythm ribbon rich richer richest ridden right rightly rigid rigorous
ring riot risen risk risky ritual rival river road robot robust rock rocket roll roman romanc romantic roof room root
rotat rotation rotten rough roughly round rout routin routinely royal royalty rubber rubbish ruin ruler rumor rung
rural rush rusty sabotag sack sacr sacrific sadden sadly safeguard safely safer safest safety saga said sail saint
saki salary salesman salt salvation sampl sand sandwich sang sanity sank sarcasm sarcastic satellit satir satisfi
satisfy sauc scal scan scandal scanner scar scarc scarcely scarf scarlet scatter scen scenario scenery sceptical
schedul scheduler schem scholar school scienc scientist scop scor scotch scrap scratch scream screen screw script
scroll scum seal search season seat second secondary secondly secret secretary secretly sect section sector secular
secur security seed seek seem seemingly seen segment seldom select selection selectiv self selfish sell semantic
seminar send sender senior sens sensation sensibl sensibly sensitiv sent sentenc sentient sentiment separat separator
sequel sequenc serial serious seriously sermon serv servant server servic sery session settl seven seventh sever
several severely severity sexist sexual sexuality sexually sexy shad shadow shak shaken shaky shall shallow sham shap
shar sharp sharply shed sheep sheer sheet shelf shell shelter shelv shift shin shiny ship shirt shock shon shook shoot
shop short shortag shorten shorter shortest shorthand shortly shot should shoulder shout shov show shower shown shut
shutdown sick sicken sideway sigh sight sigma sign signal signall signatur silenc silent silicon sillier silliest
silly silver similar similarly simpl simpler simplest simplify simply simulat sinc sincer sincerely sinful sing singer
singl singular sinister sink sister situat situation sixteen sixth sixty skeleton skeptical sketch skill skin skip
skirt skull slag slang slash slav sleep slept slic slid slight slighter slightest slightly slim slip slippery slogan
slop sloppy slot slow slower slowest slowly small smaller smallest smallish smart smash smell smelly smil smith smok
smoker smooth smoothly smug snack snag snail sneak sneaky sniff snobbery snow soap sober social socialism socialist
socially society sock socket soft softwar soil solar sold soldier solely solicitor solid solo solution solv somebody
somehow someon someplac someth sometim somewhat somewher song soon sooner soonest sordid sorry sort sought soul sound
soup sourc south southern spac span spar spatial speak speaker special specially specialty specifi specific specify
specimen spectrum speculat specy sped speech speed spell spelt spend spent spher spigot spik spill spin spiral spirit
spiritual spit splendid split spoil spoilt spok spoken spokesman sponsor spoof spool sport spot spout sprang spray
spread spring sprung spur spurious squad squar squash squeez stability stabl stack staff stag stagger stair staircas
stak stal stall stamp stanc stand standard star stark start starter startl starv stat statement static station
statistic status stay steadily steady steal steam steel steep steer stem step stereo steril sterl stick sticky stiff
still stimulat stir stock stol stolen stomach ston stood stop stor storag storey storm story straight strain strang
strangely stranger strangest strategic strategy straw stray stream street strength stress stretch strict strictly
strik string stringent strip striv strok strong stronger strongest strongly struck structur struggl stuck student
studi studio study stuf stuff stumbl stun stunt stupid stupidity styl subject submit subscrib subset subsidiz substanc
subtl subtlety subtly subway succ succeed success successor such sudden suddenly sued suffer sufferer suffic suffix
sugar suggest suicid suicidal suing suit suitabl suitably summariz summary summer sundry sung sunk sunlight sunny
sunriz sunshin super superb superior superviz suppli supplier supply support supporter suppos suppress suprem surely
surfac surgery surnam surplus surpriz surround survey surviv survival suspect suspend suspicion sustain swallow swam
swamp swap swear sweat sweep sweet swept swim swing switch swor sword sworn swum symbol symbolic symmetric symmetry
sympathy symphony symptom syndicat syndrom synonym syntactic syntax synthesis system tabl tack tackl tactic tactical
tactless tail tailor taken taker talent talk tall tangent tank target task tast tasteless taught taxation taxi
taxpayer teach teacher team teapot tear technical techniqu tedious teenag teenager teeth telephon telescop tell temper
templ temporary tempt tend tendency tender tennis tens tension tentativ tenth term terminal terminat terribl terribly
terrifi terrify territory terror terrorism terrorist ters test text textbook textual than thank thankful that theater
theft their them then theology theorem theory ther therapy thereby therefor therein thereof thes thesis they thick
thickness thief thiev thin thing think third thirst thirty this thorough thos thou though thought thous thousand thre
thread threat threaten threshold threw throat through throw thrown thrust thumb thus tick ticket tidi tidy tied tiger
tight tightly till timer timescal timetabl tiny tiresom titl toad toast tobacco today together toggl toilet token told
toleranc tolerant tolerat toll tomato tomorrow tongu tonight took tool tooth topic topical torn tortur toss total
totally touch tough tour tourist toward tower town trac track trad tradition traffic tragedy tragic trail train
transfer transform transient transit translat transmit transport trap trash trashcan travel travell tray tread treasur
treat treatment treaty trek trend trendy trial triangl trib trick tricky trifl trigger trilogy trinity trip tripl
tripo triumph trivia trivial trivially trolley troop troubl trouser truck truly trumpet truncat trunk trust trusty
truth tunnel turn turntabl tutor tutorial twelv twentieth twenty twic twin twist tying typeset typical typically ugly
ultimat umbrella unabl unawar unbias uncertain unchang uncl unclear uncommon undefin under undergo undergon underlain
underlay underli underlin underly undertak undertook underwent undid undo undon unduly uneasy unfair unfound unhappy
unhealthy unhelpful unifi uniform uniformly unify union uniqu uniquely unit unity univers universal unknown unless
unlik unlikely unlimit unload unlock unlucky unnatural unpopular unread unrelat unsaf unseen unset unsound unstabl
unsur untidy until unto untru unus unusabl unusual unusually unwant unwelcom unwill unwiz updat upgrad upon upper
upright upset upsid upstair upward urban urgency urgent urgently usabl usag used useful usefully useless user using
usual usually utility utter utterly vacancy vacation vacuum vagu vaguely vain valid validity valley valu valuabl valv
vandalism vanish vari variabl varianc variant variation variety various vary vast vastly vector vegetabl vehicl vein
velocity vend vendor ventur venu verb verbal verbally verbatim verbos verdict verifi verify vers versatil version
versus vertical very vessel viabl vicar vicinity vicious victim victory video view viewer viewpoint villag vintag
vinyl violat violation violenc violent violently violin virgin virtu virtual virtually virus visibl vision visit
visitor visual visually vital vocal voic void voltag volum voluntary volunteer vomit voter vouch vowel waffl wait walk
wall wallet wander want ward warehous warm warn warp warrant warranty wartim wary wash wast wasteful watch water weak
weakness wealth wealthy weapon wear weary weasel weather week weekday weekend weekly weigh weight weird welcom welfar
well went west western whal what whatever wheel when whenc whenever wher wherea whereby whereupon wherever whether
which whichever whil whilst whim whiskey whisky whistl whit whoever whol wholly whom whoop whos wick widely wider
widest width wild wildly will willingly wind window wing winner winter wisdom wiser wisest wish witch with withdraw
withdrawn withdrew within without witness witty wizard woken wolf woman wombat women wonder wonderful wondrous wont
wood wooden word work workabl worker workload workshop world worldwid worm worn worri worry wors worship worst worth
worthless worthy would wound wrap wrapper wrath wreck wrecker wren wretch wrist writ writer written wrong wrongly wrot
yard yawn year yearly yellow yesterday yeti yield young younger youngest your yourself youth zero zoom
`
    .trim()
    .split(/\s+/),
);
