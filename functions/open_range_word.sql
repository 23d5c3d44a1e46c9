-- The words that open a range at one end, spelled '<', '<=', '>', '>='; '' for a plain text.
select
    case
        when ltrim(value) like any(array['<=%', '≤%', 'up to%', 'up-to%', 'at most%', 'max%']) then '<='
        when ltrim(value) like any(array['<%', 'less than%', 'less-than%', 'under%', 'below%', 'fewer than%']) then '<'
        when ltrim(value) like any(array['>=%', '≥%', 'at least%', 'from%', 'min%']) then '>='
        when
            ltrim(value) like any(array['>%', 'more than%', 'more-than%', 'greater than%', 'over%', 'above%'])
            then '>'
        when
            value like any(
                array[
                    '%_+%', '%_plus', '%or more%', '%and more%', '%or above%', '%and above%', '%or over%', '%and over%',
                    '%and up%'
                ]
            )
            then '>='
        when
            value like any(
                array['%or less%', '%or fewer%', '%or below%', '%and below%', '%or under%', '%and under%']
            )
            then '<='
        when value is not null then ''
    end
