/**
 * Subjects of everyday life, school, science, entertainment, health, the home and programming, as
 * English has them: knowledge of the language and of no company. Kept out are words that trade and
 * logistics use (places, accounts that are delivered to, prices, vehicles, drinks, devices, languages,
 * titles, security). A company whose own intents speak of one of them overrules the list.
 */
const SUBJECTS = {
  writing: `poem poems poetry poet haiku limerick sonnet lyrics verse rhyme rhymes fairy tale tales novel
    novels fiction essay essays ballad fable screenplay autobiography diary eulogy paragraph paragraphs
    thesis dissertation shakespeare hamlet tolkien hemingway`,
  fun: `joke jokes riddle riddles trivia puzzle puzzles pun puns prank chess checkers poker blackjack
    roulette hangman crossword sudoku dice lottery horoscope zodiac astrology tarot gemini virgo libra
    aquarius capricorn sagittarius taurus karaoke`,
  entertainment: `movie movies film films actor actors actress actresses singer singers album albums song
    songs music musician concerto opera symphony netflix hollywood celebrity celebrities oscar oscars
    grammy anime manga cartoon cartoons comic comics superhero superheroes batman superman spiderman
    avengers marvel disney pokemon minecraft fortnite nintendo playstation xbox videogame videogames gamer
    sitcom podcast podcasts tiktok selfie meme memes beatles beyonce coldplay mozart beethoven bach chopin
    guitar guitars piano violin trumpet saxophone ukulele cello`,
  sport: `football soccer basketball baseball tennis cricket rugby hockey volleyball badminton swimming
    marathon olympics olympic wrestling ufc nba nfl nhl fifa quarterback goalkeeper messi ronaldo lakers
    yankees touchdown cyclist skateboard surfing skiing snowboard gymnastics yoga pilates`,
  school: `homework algebra geometry calculus trigonometry arithmetic maths mathematics equation equations
    derivative integral polynomial fraction fractions theorem pythagoras pythagorean hypotenuse fibonacci
    physics chemistry biology astronomy geography philosophy psychology sociology anthropology literature
    grammar vocabulary adjective adverb pronoun noun verb teacher teachers professor classroom kindergarten
    semester gpa harvard yale oxford tuition scholarship exam exams quiz`,
  science: `quantum relativity gravity photon electron proton neutron atom atoms molecule molecules
    photosynthesis chlorophyll mitochondria chromosome chromosomes dna rna gene genes genetics genetic
    evolution darwin einstein newton galileo tesla bacteria fungus organism galaxy galaxies planet planets
    jupiter saturn mars venus pluto uranus neptune moon asteroid comet universe nasa astronaut astronauts
    telescope eclipse volcano volcanoes earthquake earthquakes tsunami tornado hurricane glacier fossil
    fossils dinosaur dinosaurs tectonic atmosphere ozone hydrogen helium oxygen nitrogen sodium uranium
    magnet magnets magnetism thermodynamics entropy`,
  history: `history historical emperor empire pharaoh pyramid pyramids roman romans greek rome athens
    medieval renaissance viking vikings crusades colonial revolution wwi wwii holocaust hitler stalin lenin
    napoleon caesar cleopatra lincoln churchill gandhi mandela soviet ancient dynasty knight knights queen
    prince princess monarchy senator congress parliament election elections democrat democrats republican
    republicans democracy communism socialism fascism politics political politician vote voting abortion
    brexit continent continents mountain mountains ocean oceans everest`,
  belief: `god gods jesus christ bible quran torah prayer religion religious christian christianity islam
    muslim buddhism buddhist hindu judaism church mosque temple heaven hell angel angels demon demons ghost
    ghosts afterlife soul karma alien aliens ufo ufos conscious consciousness sentient`,
  health: `headache headaches migraine fever cough coughing flu pneumonia asthma allergy allergies diabetes
    cancer tumor itch eczema acne pimple infection infected symptom symptoms diagnose diagnosis disease
    diseases illness pregnant pregnancy vitamin vitamins antibiotic antibiotics ibuprofen aspirin
    paracetamol painkiller painkillers pill pills medicine medicines medication dosage doctor doctors
    surgeon dentist therapist therapy vaccine vaccines stomach throat kidney liver lungs muscle muscles
    knee ankle wrist shoulder tooth teeth toothache belly blood autism adhd depression anxiety insomnia
    calories protein keto vegan vegetarian workout workouts pushups squats abs nicotine cannabis marijuana
    heroin cocaine hypnosis`,
  people: `girlfriend boyfriend wife husband fiance ex crush marriage married marry wedding weddings
    divorce divorced custody tinder bumble kiss kissing romance romantic love breakup lonely baby babies
    toddler newborn grandmother grandma grandpa grandfather aunt niece nephew birthday birthdays
    anniversary honeymoon bridesmaid funeral heartbroken`,
  animals: `dog dogs puppy puppies cat cats kitten kittens hamster rabbit rabbits goldfish parrot bird
    birds duck ducks goose geese chicken chickens horse horses elephant elephants tiger tigers lion lions
    giraffe zebra monkey monkeys gorilla shark sharks whale whales dolphin dolphins penguin penguins snake
    snakes spider spiders butterfly turtle turtles frog frogs crocodile unicorn dragon dragons owl eagle
    wolf wolves fox bear bears breed breeds veterinarian`,
  home: `recipe recipes lasagna pancake pancakes cookie cookies cake cakes omelette curry spaghetti soup
    stew pizza sushi burger banana bananas onion onions garlic tomato tomatoes turkey oven bake baking cook
    cooking fry dessert garden gardening orchid tulip lawn mow faucet toilet bathroom bedroom couch sofa
    curtains wallpaper laundry stain stains plumber neighbor neighbour neighbors landlord tenant roommate
    eviction necktie tuxedo dress hairstyle haircut makeup lipstick tattoo tattoos perfume`,
  travel: `vacation holidaymaker flight flights passport visa tourist tourism sightseeing hostel airbnb
    backpacking itinerary eiffel colosseum louvre`,
  programming: `recursion palindrome palindromes regex segfault numpy pandas keyerror nullpointerexception
    stackoverflow leetcode`,
  private_money: `bitcoin ethereum crypto cryptocurrency cryptocurrencies dogecoin nft nfts mortgage
    mortgages inheritance alimony`,
  law: `sue suing lawsuit judge jury bail misdemeanor felony citizenship immigration asylum copyright`,
  misuse: `jailbreak roleplay pretend pirate vampire wizard therapist unrestricted uncensored disregard
    verbatim bomb weapon weapons murder kill burglar lockpick offensive insult insults naked sexy porn`,
  world: `weather sunny rain rainy umbrella thunderstorm sunset sunrise rainbow climate`,
  body: `nose ear ears eye eyes mouth tongue lips neck elbow finger fingers thumb toe toes hip spine skin hair
    beard eyebrow bone bones skeleton brain lung bladder hormone hormones puberty wrinkles sneeze snore snoring
    swollen bruise fracture dizzy nauseous vomiting constipation diarrhea pollen hay sunburn`,
  food: `potato potatoes carrot carrots cucumber lettuce spinach broccoli mushroom mushrooms beef pork lamb steak
    bacon sausage fish salmon tuna shrimp cheese butter yogurt pasta noodles sandwich salad sauce pepper cinnamon
    vanilla flour dough muffin brownie pie waffle strawberry strawberries mango pineapple avocado peanut almonds
    honey vegetable vegetables`,
  hobbies: `knitting crochet origami calligraphy photography camera photoshop paint painting watercolor pottery
    sculpture dance dancing ballet salsa hiking camping fishing hunting jogging treadmill gym bicycle bike scooter
    chord chords melody drummer choir hobby hobbies`,
  belongings: `sweater jeans shirt skirt sneakers jacket necklace earrings ring jewelry mattress pillow blanket
    lamp candle mirror carpet dishwasher fridge microwave vacuum ladder hammer screwdriver lightbulb toy toys lego
    teddy diaper stroller crib`,
  nature: `tree trees leaf leaves flower flowers cactus grass forest jungle lake river waterfall island islands
    cloud clouds lightning star stars sky sunlight ant ants bee bees mosquito worm insects insect kangaroo koala
    panda camel squirrel hedgehog bat deer`,
} as const;

export const everydayWords: ReadonlySet<string> = new Set(
  Object.values(SUBJECTS).flatMap((words) => words.split(/\s+/)),
);
