{% macro capital_words(kind) -%}
    {#- Words in capitals that the calming of a shouting name treats by name, as a list of SQL strings. `acronyms` write
        themselves in capitals though they can be pronounced; `joining` words are small inside a name; `short` ones are
        ordinary words of two or three letters, which would pass for initials. -#}
    {%- set words = {
        'acronyms': 'NASA NATO IKEA LEGO ASICS ASUS ASOS NASDAQ UNESCO UNICEF FIFA UEFA UCLA USAA AARP CERN DARPA NOAA'
            ~ ' OECD OPEC ASEAN BASF INSEAD FINRA GEICO EPAM IATA ICANN IEEE ISRO NAACP NCAA OSHA PETA REWE EDEKA SEAT'
            ~ ' SAAS PAAS IAAS UNHCR WIPO YMCA YWCA EMEA APAC LATAM FEMA HIPAA INRIA ISACA CISA CUNY SUNY ANSI ASTM'
            ~ ' CIMA ACCA USPS UNDP USAID AFAS TIAA AECOM AXA AMD USA MIT',
        'joining': 'AND OF THE FOR IN ON AT BY TO FROM WITH DE DU DES LA LE LES DEL DELLA DI DA DO DOS DAS DER DIE DEM'
            ~ ' UND ET Y E VAN VON DEN EN OG OCH I',
        'short': 'THE AIR ALL ART BAR BAY BED BEE BEN BEST BIG BOX BOY BUS BUY CAB CAP CAR CAT CUP CUT DAY DOG DRY EAR'
            ~ ' EAT EGG ELM END EYE FAN FAR FIT FIX FLY FOX FUN GAP GAS GEM GET GO GUM GUN GYM HAT HOT HUB ICE INK INN'
            ~ ' IVY JAM JET JOB JOY KEY KID KIT LAB LAW LEE LEG LIP LOG LOW MAN MAP MAX MEN MIX MY NET NEW NO NUT OAK'
            ~ ' OIL OLD ONE OUR OUT OWL OWN PAN PAY PEN PET PIE PIG PIN POP POT PRO PUB RAW RAY RED RIO ROW RUN SAN SAY'
            ~ ' SEA SET SIX SKI SKY SON SPA SUN TAX TEA TEN TIN TIP TOP TOY TWO UP US USE VAN WAR WAX WAY WE WEB WIN'
            ~ ' YES YOU ZEN ZOO'
    } -%}
    '{{ words[kind].split() | join("', '") }}'
{%- endmacro %}
