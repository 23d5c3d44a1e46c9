-- The words that open a range at one end, spelled '<', '<=', '>', '>='; '' for a plain text.
select
    case
        when value ~ '^ *(?:<=|≤|up[ -]to|at most|max\.?|maximum)' then '<='
        when value ~ '^ *(?:<|less[ -]than|under|below|fewer than)' then '<'
        when value ~ '^ *(?:>=|≥|at least|from|min\.?|minimum)' then '>='
        when value ~ '^ *(?:>|more[ -]than|greater than|over|above)' then '>'
        when value ~ '\d *[a-z]* *(?:\+|plus$|or more|and more|or above|and above|and over|or over|and up)' then '>='
        when value ~ '(?:or less|or fewer|and below|or below|and under|or under)' then '<='
        when value is not null then ''
    end
