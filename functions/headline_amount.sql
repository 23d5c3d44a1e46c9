declare
    part text[] := regexp_match(
        left(value, 1000),
        '^(.*?)\m(?:rais(?:es?|ed|ing)|secur(?:es?|ed|ing)|'
        || 'clos(?:es?|ed|ing)|land(?:s|ed)?|nab(?:s|bed)?|bag(?:s|ged)?|gets?|got|'
        || 'snag(?:s|ged)?|grab(?:s|bed)?|scor(?:es?|ed)|receiv(?:es?|ed)|collect(?:s|ed)|attract(?:s|ed)|bank(?:s|ed)|'
        || 'haul(?:s|ed)? in|pull(?:s|ed)? in|bring(?:s)? in|pick(?:s|ed)? up|'
        || 'announc(?:es?|ed)|complet(?:es?|ed)|fundrais(?:es?|ed))\M'
        || '([^.,;:$€£¥₹]{0,60}?)'
        || '(?<![\d.,])((?:(?:US|A|C|S|HK|NZ|R)?[$€£¥₹] ?|(?:USD|EUR|GBP) ?)\d[\d,.]*'
        || '(?: ?(?:k|mm?|mn|mln|bn?|thousand|million|billion|lakh|crore)\M)?\+?'
        || '|\d[\d,.]* ?(?:k|mm?|mn|mln|bn?|million|billion) ?(?:dollars|euros|pounds|usd|eur|gbp)?\M)'
        || '(.*)$',
        'i'
    );
begin
    -- The unit of '$25-30M' stands behind its end.
    if part[3] ~ '\d[ .,]*$' then
        part[3] := rtrim(part[3], ' .,') || coalesce(substring(
            part[4]
            from '(?i)^ *(?:[-\u2013\u2014]|to|and) *[$€£¥₹]? ?\d[\d,.]*( ?(?:k|mm?|mn|mln|bn?|thousand|million|billion)\M)'
        ), '');
    end if;
    if part is null
        or (part[1] || part[2]) ~* '\m(?:acqui|buy|bought|purchas|takeover|merge)'
        or part[2] ~* (
            '\m(?:prices?|guidance|dividends?|forecast|outlook|wages?|fees?|targets?|stake|'
            || 'estimates?|rates?|revenue|contracts?|sales|fines?|fined|tax|sued|worth|valued?|valuation)\M'
        )
        or part[4]
        ~* '^ *(?:contract|deal|order|acquisition|buyout|fine|lawsuit|settlement|takeover|price target|valuation)\M'
    then
        return null;
    end if;
    return nullif(rtrim(part[3], ' .,'), '');
end
