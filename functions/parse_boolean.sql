select
    case lower(btrim(left(value, 200), {{ white_space_characters() }}))
        when 'true' then true
        when 'yes' then true
        when '1' then true
        when 'false' then false
        when 'no' then false
        when '0' then false
    end
