# Die Seite, die eine Stellenanzeige liest.
advert-title = Stellenanzeige einfügen
advert-intro = Füge eine Stellenanzeige, einen Lebenslauf oder einen Artikel ein. Du siehst, welche Zertifizierungen, Prüfungen und Berufe darin stehen, was es nicht mehr gibt, was du hast und wie du zum Rest kommst.
advert-text = Text
advert-private = Der Text bleibt in diesem Browser, bis du den Knopf drückst. Dann wird er an diesen Server gesendet, der ihn liest und nichts speichert. Er steht nie in einer Adresse.
advert-read = Zertifizierungen finden
advert-reading = Der Text wird gelesen
advert-too-long = Der Text hat { $bytes } Bytes; höchstens { $most } können gelesen werden. Kürze ihn.
advert-nothing = Der Text nennt keine Zertifizierung, keine Prüfung und keinen Beruf des Katalogs
advert-nothing-note = Ein Name, der auch ein Produkt oder ein Beruf ist, zählt nur neben einem Wort wie „Zertifizierung“ oder „Prüfung“.
advert-found =
    { $count ->
        [one] { $count } Nennung gefunden
       *[other] { $count } Nennungen gefunden
    }
advert-cut = Nur die ersten { $count } Nennungen sind gezeigt.
advert-marked = Wo der Text sie nennt
advert-asks = Was verlangt wird
advert-one-of = Eines davon:
advert-role = Beruf
advert-open = Buchbar
advert-closed = Nicht buchbar
advert-earnable = Kann erworben werden
advert-not-earnable = Kann nicht mehr erworben werden
advert-gone = Was es nicht mehr gibt
advert-follows = Was folgt:
advert-hold = Was du hast
advert-hold-none = Nichts davon steht in deiner Liste <link>bestandener Prüfungen</link>.
advert-rest = Der Weg zum Rest
advert-rest-none = Du hast alles, was der Text verlangt.
advert-rest-gone = Nichts vom Rest kann heute erworben werden, und was folgt, hast du schon oder ist nicht bekannt.
advert-role-paths = Wege zu { $role }
advert-exam-page = { $exam }: was die Prüfung abdeckt und wie du hinkommst
advert-certification-page = { $certification }: die Prüfungen dafür
advert-check = Nennt der Text Gebühren, Tage oder Gewichtungen? <link>Aussagen prüfen</link>.
