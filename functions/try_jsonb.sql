begin
    return value::jsonb;
exception
    -- Whatever jsonb refuses (bad JSON, \u0000, lone surrogates, too deep, too large) is no JSON here.
    when others then return null;
end
