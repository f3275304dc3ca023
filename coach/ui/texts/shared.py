"""Wording for a Kier on a computer that others use too: the password."""

PASSWORD_ABOUT = (
    "Deze Kier heeft een wachtwoord. Vul als gebruikersnaam ‘kier’ in. Na vijf keer verkeerd wacht "
    "Kier even, ook met het goede wachtwoord."
)
CLI_PASSWORD = "Wachtwoord"
CLI_AGAIN = "Nog een keer"
CLI_DIFFER = "De twee wachtwoorden zijn niet gelijk."
CLI_SHORT = "Neem minstens {least} tekens."
CLI_RESULT = "Zet dit in de instellingen (het is een afdruk, niet het wachtwoord zelf):"
