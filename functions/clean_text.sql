select
    case lower(left(btrim(value, {{ white_space_characters() }}), 5))
        when '' then null
        when 'null' then null
        else btrim(value, {{ white_space_characters() }})
    end
