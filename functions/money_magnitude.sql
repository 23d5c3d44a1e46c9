select
    case
        when unit is null then null
        when unit in ('', 'dollars', 'dollar', 'euros', 'euro', 'pounds') then 1
        when unit in ('k', 'thousand') then 1000
        when unit in ('lakh', 'lakhs') then 100000
        when unit in ('m', 'mm', 'mn', 'mio', 'mil', 'mill', 'mln', 'million', 'millions') then 1000000
        when unit in ('crore', 'crores', 'cr') then 10000000
        when unit in ('b', 'bn', 'bil', 'bln', 'billion', 'billions') then 1000000000
        when unit in ('t', 'tn', 'trn', 'trillion') then 1000000000000
    end::numeric
