"""Dutch wording of the choice of voice, and of who spoke."""

from coach.labels import VoiceName

CHOICE = "Wie antwoordt in dit gesprek"
CHOICE_ABOUT = (
    "Een taalmodel klinkt warmer. Elke zin wordt nagekeken voordat je hem ziet; klopt er iets "
    "niet, dan neemt de begeleide stem het over."
)
CHOICES = {VoiceName.GUIDED: "Begeleide stem", VoiceName.MODEL: "Taalmodel"}
SPOKE = {
    VoiceName.GUIDED: "begeleide stem",
    VoiceName.MODEL: "taalmodel, nagekeken",
    VoiceName.BOTH: "taalmodel, met een vraag van de begeleide stem",
}
NO_MODEL = "Er is nog geen taalmodel geladen. Je kunt gewoon praten: de begeleide stem antwoordt."
AGAIN = "Ander antwoord"
NOTHING_TO_REPEAT = "Er is nog geen antwoord om te vervangen."
