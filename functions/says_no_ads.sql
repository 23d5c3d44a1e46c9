-- The whole text must say so: 'No ads credits left' says something else.
select
    {{ function('clean_text') }}(translate(lower(value), '_', ' ')) ~ any(array[
        '^(there (are|were) )?(no|0|zero) (?!more )([a-z]+ ){0,2}(ads|advertisements|creatives|results)'
        '( (are|were))?( currently)?( (found|available|running|returned|active|listed))?'
        '( (for|on|by|in|from|at|with) .{0,200})?[.!]?$',
        '^(ads|advertisements|creatives|results) (were )?not found( (for|on|by|in|from|at|with) .{0,200})?[.!]?$',
        '^(could not|couldn.t|did not|didn.t) find any (ads|advertisements|creatives)( .{0,200})?[.!]?$'
    ])
