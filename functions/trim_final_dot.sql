select
    case
        when
            value like '%.'
            and value !~* (
                '(?:^|[\s,])(?:inc|co|corp|ltd|ltda|bros|intl|int|mfg|dept|univ|assn|assoc|'
                || 'dr|mr|mrs|jr|sr|st|pvt|pte|pty|sdn|bhd|etc|[a-z]|(?:[a-z]+\.)+[a-z]+)\.$'
            )
            then rtrim(value, E'. \t')
        else value
    end
